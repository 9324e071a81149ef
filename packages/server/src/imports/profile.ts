import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { DATUMS } from '../places/datum.ts';
import { StartupError } from '../platform/startup-error.ts';
import { type FieldName, fieldsOf } from './fields.ts';
import { RECORD_KINDS } from './import-run.entity.ts';
import { isPersonalTitle } from './personal-columns.ts';
import { isPlaceKind } from './place-kind.ts';

const BUILT_IN = new URL('./profiles/', import.meta.url);

const profileSchema = z.strictObject({
  name: z.string().min(1),
  version: z.int().positive(),
  recordKind: z.enum(RECORD_KINDS),
  /** ENFORCED: an event out of lawful order is refused. RECORDED: a foreign log, whose milestones stand as they are. */
  lawfulOrder: z.enum(['ENFORCED', 'RECORDED']),
  /** What to do with a channel, department, item … that is not loaded: refuse the row, or create it under its name. */
  unknownReferences: z.enum(['REFUSE', 'CREATE']),
  /** Field → the headers that may stand for it. */
  columns: z.record(
    z.string(),
    z.strictObject({
      headers: z.array(z.string().min(1)).min(1),
      required: z.boolean().optional(),
      /** Its values are none of a person though they look like it: case numbers of 18 digits. */
      mayLookPersonal: z.boolean().optional(),
    }),
  ),
  /** Of a case table: dates that are none of ours, kept as steps of that name → the headers that may stand for it. */
  steps: z
    .record(z.string().min(1), z.strictObject({ headers: z.array(z.string().min(1)).min(1) }))
    .optional(),
  /** A date without a time stands for the midnight on which it begins: for sources that keep no times. */
  daysAsInstants: z.boolean().optional(),
  /** Of records on the map: in what the file gives its coordinates where a row does not say; WGS84 by default. */
  datum: z.enum(DATUMS).optional(),
  /** Field → value in the file → value of ours. */
  values: z.record(z.string(), z.record(z.string(), z.string())),
});

/** Which column of a file is which field, and which word which value: data, not code. */
export type MappingProfile = z.infer<typeof profileSchema>;

/** The field under which a row holds the time of a step. */
export function stepField(step: string): string {
  return `step ${step}`;
}

/**
 * A built-in profile by name, or one of the bureau's own by the path of its .json file.
 * @throws StartupError in one line
 */
export async function loadProfile(nameOrPath: string): Promise<MappingProfile> {
  const isPath = nameOrPath.endsWith('.json');
  if (!isPath) {
    const names = await builtInProfileNames();
    if (!names.includes(nameOrPath)) {
      throw new StartupError(
        `There is no mapping profile ${JSON.stringify(nameOrPath)}. Built in: ${names.join(', ')}; or give the path of a .json file.`,
      );
    }
  }
  const text = await readFile(isPath ? nameOrPath : new URL(`${nameOrPath}.json`, BUILT_IN), 'utf8').catch(
    () => {
      throw new StartupError(`The mapping profile ${nameOrPath} cannot be read.`);
    },
  );
  return parseProfile(text, basename(nameOrPath));
}

export async function builtInProfiles(): Promise<MappingProfile[]> {
  return Promise.all((await builtInProfileNames()).map(loadProfile));
}

export async function builtInProfileNames(): Promise<string[]> {
  const files = await readdir(BUILT_IN);
  return files.map((file) => basename(file, '.json')).sort();
}

/** @throws StartupError naming the first thing that is wrong */
export function parseProfile(text: string, source: string): MappingProfile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new StartupError(`The mapping profile ${source} is not JSON.`);
  }
  const parsed = profileSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new StartupError(
      `The mapping profile ${source} is not valid at ${issue?.path.join('.') || 'its top'}: ${issue?.message}.`,
    );
  }
  const fields = fieldsOf(parsed.data.recordKind);
  const unknown = Object.keys(parsed.data.columns).find((field) => !(field in fields));
  if (unknown !== undefined) {
    throw new StartupError(
      `The mapping profile ${source} maps ${unknown}, which ${parsed.data.recordKind} does not have. Its fields: ${Object.keys(fields).join(', ')}.`,
    );
  }
  const personal = Object.entries({ ...parsed.data.columns, ...parsed.data.steps }).flatMap(
    ([field, { headers }]) => (field === 'applicantIdentity' ? [] : headers.filter(isPersonalTitle)),
  );
  if (personal[0] !== undefined) {
    throw new StartupError(
      `The mapping profile ${source} takes the column ${JSON.stringify(personal[0])}, which names a person: only applicantIdentity may, which keeps a keyed hash.`,
    );
  }
  if (parsed.data.steps && parsed.data.recordKind !== 'CASE_TABLE') {
    throw new StartupError(`The mapping profile ${source} has steps, which only a CASE_TABLE has.`);
  }
  if (parsed.data.datum && !isPlaceKind(parsed.data.recordKind)) {
    throw new StartupError(
      `The mapping profile ${source} declares a datum, which only records on the map have, not ${parsed.data.recordKind}.`,
    );
  }
  return parsed.data;
}

export type { FieldName };
