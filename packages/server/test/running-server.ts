import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../src/app.ts';
import { loadDemonstrationScenario } from '../src/demonstration/load-scenario.ts';
import { Principal } from '../src/identity/principal.ts';
import { createRequestContext } from '../src/identity/request-context.ts';
import { NetworkEngines } from '../src/network/network-engines.ts';
import { SitingJobs } from '../src/siting/siting-jobs.ts';
import { createDemonstrationDatabase, loadStreets } from './demonstration-database.ts';
import { runLogger } from './run-log.ts';
import type { TestDatabase } from './test-database.ts';

const DASHBOARD = fileURLToPath(new URL('../../dashboard/dist', import.meta.url));

export interface RunningProduct {
  readonly url: string;
  readonly database: TestDatabase;
  /** Where files on their way in are kept. */
  readonly dataFolder: string;
  /** The data of a query, asked over HTTP as the pages ask. */
  ask<Data>(query: string): Promise<Data>;
  close(): Promise<void>;
}

/** The product as a guest or the operator meets it: the demonstration district, API and built dashboard on one port. */
export async function startProduct({
  role = 'GUEST',
  createDatabase = createDemonstrationDatabase,
  withStreets = false,
  withScenario = true,
}: {
  readonly role?: 'GUEST' | 'OPERATOR';
  /** What it serves in the place of the demonstration district. */
  readonly createDatabase?: () => Promise<TestDatabase>;
  /** Whether the demonstration has its streets and the travel times on them, as after `npm start`; without, its times are estimates. */
  readonly withStreets?: boolean;
  /** Whether the demonstration has its siting scenario, which takes some seconds to solve. */
  readonly withScenario?: boolean;
} = {}): Promise<RunningProduct> {
  if (!existsSync(DASHBOARD)) {
    throw new Error('The dashboard is not built: run the tests by `npm test`, which builds it first.');
  }
  const database = await createDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), 'service-circle-data-'));
  const logger = runLogger();
  if (withStreets) {
    await loadStreets(database, dataFolder);
  }
  if (withScenario) {
    await loadDemonstrationScenario({
      ...createRequestContext({ database, principal: new Principal('OPERATOR') }),
      networkEngines: new NetworkEngines(dataFolder),
      sitingJobs: new SitingJobs(logger),
    });
  }
  const server = await startServer({
    database,
    port: 0,
    isOperator: role === 'OPERATOR',
    demonstrationGuest: true,
    dashboardFolder: DASHBOARD,
    dataFolder,
    logger,
  });
  return {
    url: server.url,
    database,
    dataFolder,
    ask: async <Data>(query: string) => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
      if (errors) {
        throw new Error(JSON.stringify(errors));
      }
      return data;
    },
    close: async () => {
      await server.close();
      await database.close();
    },
  };
}
