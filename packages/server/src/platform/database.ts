import type { Options } from '@mikro-orm/postgresql';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { NO_ROWS, scopeConnections } from './row-scope.ts';

/**
 * A connection to the one database: a pool for hand-written SQL and MikroORM for entities. The pool as it is here is the installation's own
 * and sees every row; MikroORM sees none outside a scope. Requests are given both within theirs (identity/request-context.ts).
 */
export interface Database {
  readonly pool: pg.Pool;
  readonly orm: MikroORM;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly entities: NonNullable<Options['entities']>;
  /** What a statement of a request may take; by default LIMITS.statementSeconds. */
  readonly statementSeconds?: number;
  /** Called with the text of every statement sent, from the pool and from MikroORM alike: tests count them. */
  readonly onStatement?: (text: string) => void;
}

/** Connections of each of the two pools: a page asks about five questions at once. */
const POOL_SIZE = 8;

const OID = { int8: 20, date: 1082, numeric: 1700 } as const;

/**
 * Types as this code base reads them: `date` stays a calendar day in text (a `Date` would be read in the zone of the
 * process), `bigint` and `numeric` become numbers (counts and sums here stay far below 2^53).
 */
export const COLUMN_TYPES = new pg.TypeOverrides();
COLUMN_TYPES.setTypeParser(OID.date, (text) => text);
COLUMN_TYPES.setTypeParser(OID.int8, Number);
COLUMN_TYPES.setTypeParser(OID.numeric, Number);

export function createPool(url: string, size = POOL_SIZE): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: size, types: COLUMN_TYPES });
  // An idle connection that the database drops is replaced when it is needed; unheard, the event would end the process.
  pool.on('error', () => undefined);
  // So would that of one in use: whoever uses it is told by the statement that fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { onStatement, statementSeconds } = options;
  const pool = createPool(options.url);
  // Of its own: what it is to cancel may hold every connection of the others.
  const cancelling = createPool(options.url, 1);
  const cancel = (processId: number) => cancelling.query('select pg_cancel_backend($1)', [processId]);
  scopeConnections(pool, { otherwise: 'OWNER', cancel, statementSeconds });
  if (onStatement) {
    observeStatements(pool, onStatement);
  }
  const orm = await MikroORM.init({
    clientUrl: options.url,
    entities: options.entities,
    pool: { min: 0, max: POOL_SIZE },
    driverOptions: {
      onPoolCreated: (ofEntities: pg.Pool) =>
        scopeConnections(ofEntities, { otherwise: NO_ROWS, cancel, statementSeconds }),
    },
    // The migrations own the schema; the entities only map it.
    ensureDatabase: false,
    forceUtcTimezone: true,
    ...(onStatement && {
      debug: ['query'] as const,
      colors: false,
      logger: (message: string) => onStatement(message),
    }),
  } as Options);
  return {
    pool,
    orm,
    close: async () => {
      await orm.close();
      await pool.end();
      await cancelling.end();
    },
  };
}

function observeStatements(pool: pg.Pool, onStatement: (text: string) => void): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      const [first] = args;
      onStatement(typeof first === 'string' ? first : (first as { text: string }).text);
      return query(...args);
    }) as typeof client.query;
  });
}
