import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { ensureRequestRoles } from './request-roles.ts';
import { StartupError } from './startup-error.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

/** Any number will do; two processes that migrate at once must agree on it. */
const MIGRATION_LOCK = 20_211_222;

/**
 * Brings the database to the newest migration: the files of `migrations/` in the order of their names, each once, in one
 * transaction. Plain SQL files, since the schema is SQL (checks, partial indexes, triggers) that no ORM generates.
 * @returns the names of those applied now
 * @throws StartupError when a file that was applied has been edited since, or the roles of requests cannot be made
 */
export async function migrate(pool: pg.Pool): Promise<string[]> {
  const client = await pool.connect();
  try {
    await ensureRequestRoles(client);
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await client.query(
      'create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from migration',
    );
    const appliedBefore = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
    const appliedNow: string[] = [];
    for (const name of (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort()) {
      const text = await readFile(new URL(name, FOLDER), 'utf8');
      const sha256 = createHash('sha256').update(text).digest('hex');
      const before = appliedBefore.get(name);
      if (before === undefined) {
        await client.query(text);
        await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
        appliedNow.push(name);
      } else if (before !== sha256) {
        throw new StartupError(
          `Migration ${name} was edited after it had been applied to this database. Use the version that fits the data, or start with an empty data folder.`,
        );
      }
    }
    await client.query('commit');
    return appliedNow;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
