import type { Options } from '@mikro-orm/postgresql';
import type { Config } from './config.ts';
import { createPool, type Database, openDatabase } from './database.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';
import { StartupError } from './startup-error.ts';

/** The oldest PostgreSQL that the SQL here is written for. */
const OLDEST_POSTGRES = 15;

/**
 * The database of this installation, migrated: the embedded PostgreSQL or an external one, the same from here on.
 * @param share attach to an embedded one that a running server has started
 * @throws StartupError in one line
 */
export async function openStore(
  config: Config,
  entities: NonNullable<Options['entities']>,
  { share }: { share: boolean },
): Promise<Database> {
  const embedded =
    config.databaseUrl === null ? await startEmbeddedPostgres(config.dataFolder, { share }) : null;
  try {
    const url = embedded?.url ?? config.databaseUrl ?? '';
    await prepare(url);
    const database = await openDatabase({ url, entities });
    return {
      ...database,
      close: async () => {
        await database.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function prepare(url: string): Promise<void> {
  const pool = createPool(url, 1);
  try {
    const version = await pool
      .query<{ version: number }>("select current_setting('server_version_num')::int / 10000 as version")
      .catch((error: unknown) => {
        throw new StartupError(
          `The database at ${withoutPassword(url)} cannot be reached: ${reasonOf(error)}`,
        );
      });
    const found = version.rows[0]?.version ?? 0;
    if (found < OLDEST_POSTGRES) {
      throw new StartupError(
        `The database is PostgreSQL ${found}; Service Circle needs ${OLDEST_POSTGRES} or newer.`,
      );
    }
    await migrate(pool);
  } finally {
    await pool.end();
  }
}

function withoutPassword(url: string): string {
  const parsed = new URL(url);
  parsed.password = '';
  return parsed.href;
}

/** A refused connection to every address of a host is an AggregateError without a message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) {
    return error.errors.map(reasonOf).join('; ');
  }
  return error instanceof Error ? error.message || error.name : String(error);
}
