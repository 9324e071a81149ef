import type pg from 'pg';
import { StartupError } from '../platform/startup-error.ts';
import { builtInProfileNames, builtInProfiles, type MappingProfile, parseProfile } from './profile.ts';

export interface StoredProfile {
  readonly profile: MappingProfile;
  readonly isBuiltIn: boolean;
  /** null: built in */
  readonly createdAt: Date | null;
}

/** The built-in profiles, then the bureau's own by name, each in its newest version. */
export async function listProfiles(pool: pg.Pool, bureauId: number): Promise<StoredProfile[]> {
  const builtIn = await builtInProfiles();
  const { rows } = await pool.query<{ document: MappingProfile; createdAt: Date }>(
    `select distinct on (name) document, created_at as "createdAt" from import_profile
     where bureau_id = $1 order by name, version desc`,
    [bureauId],
  );
  return [
    ...builtIn.map((profile) => ({ profile, isBuiltIn: true, createdAt: null })),
    ...rows.map(({ document, createdAt }) => ({ profile: document, isBuiltIn: false, createdAt })),
  ];
}

/** A profile of the bureau's own in its newest version. @returns null: there is none of that name */
export async function findOwnProfile(
  pool: pg.Pool,
  bureauCode: string,
  name: string,
): Promise<MappingProfile | null> {
  const { rows } = await pool.query<{ document: MappingProfile }>(
    `select p.document from import_profile p join bureau b on b.id = p.bureau_id
     where b.code = $1 and p.name = $2 order by p.version desc limit 1`,
    [bureauCode, name],
  );
  return rows[0]?.document ?? null;
}

/**
 * Keeps a profile under its name as the next version; the same content again is the version it was.
 * @throws StartupError in one line when it is not valid, or is named as a built-in one
 */
export async function saveProfile(
  pool: pg.Pool,
  bureau: { readonly id: number; readonly code: string },
  text: string,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<StoredProfile> {
  const given = parseProfile(text, 'that was sent');
  if ((await builtInProfileNames()).includes(given.name)) {
    throw new StartupError(`${given.name} is the name of a built-in profile: choose another.`);
  }
  const latest = await findOwnProfile(pool, bureau.code, given.name);
  const version = (latest?.version ?? 0) + 1;
  if (latest && JSON.stringify({ ...given, version: latest.version }) === JSON.stringify(latest)) {
    return { profile: latest, isBuiltIn: false, createdAt: now };
  }
  const profile = { ...given, version };
  await pool.query(
    'insert into import_profile (bureau_id, name, version, document, actor, created_at) values ($1, $2, $3, $4, $5, $6)',
    [bureau.id, profile.name, version, JSON.stringify(profile), actor, now],
  );
  return { profile, isBuiltIn: false, createdAt: now };
}
