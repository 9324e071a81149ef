import { tmpdir } from 'node:os';
import { graphql } from 'graphql';
import { Principal, type PrincipalKind } from '../src/identity/principal.ts';
import { createRequestContext } from '../src/identity/request-context.ts';
import { ImportFiles } from '../src/imports/import-files.ts';
import { NetworkEngines } from '../src/network/network-engines.ts';
import type { Database } from '../src/platform/database.ts';
import { createSchema } from '../src/schema.ts';
import { SitingJobs } from '../src/siting/siting-jobs.ts';
import { runLogger } from './run-log.ts';

const schema = createSchema();
/** One question at a time, as on a server. */
const sitingJobs = new SitingJobs(runLogger());
const networkEngines = new NetworkEngines(tmpdir());

export interface QueryOptions {
  readonly role?: PrincipalKind;
  readonly clock?: () => Date;
}

/** Executes a query as the server does, for a principal; errors are failures of the test. */
export async function runQuery<Data>(
  database: Pick<Database, 'pool' | 'orm'>,
  source: string,
  variables: Record<string, unknown> = {},
  options: QueryOptions = {},
): Promise<Data> {
  const { data, errors } = await tryQuery<Data>(database, source, variables, options);
  if (errors.length > 0 || data === null) {
    throw new Error(errors.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  }
  return data;
}

/** The same, with its errors as codes. */
export async function tryQuery<Data>(
  database: Pick<Database, 'pool' | 'orm'>,
  source: string,
  variables: Record<string, unknown> = {},
  { role = 'OPERATOR', clock = () => new Date() }: QueryOptions = {},
): Promise<{ data: Data | null; errors: readonly { code: string; message: string }[] }> {
  const context = createRequestContext({ database, principal: new Principal(role), clock });
  const result = await graphql({
    schema,
    source,
    variableValues: variables,
    contextValue: {
      ...context,
      sitingJobs,
      networkEngines,
      importFiles: new ImportFiles(context.pool, tmpdir()),
    },
  });
  return {
    data: (result.data as Data | null | undefined) ?? null,
    errors: (result.errors ?? []).map((error) => ({
      code: String(error.extensions['code'] ?? 'INTERNAL_SERVER_ERROR'),
      message: error.message,
    })),
  };
}
