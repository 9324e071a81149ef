import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createPool } from '../src/platform/database.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { migrate } from '../src/platform/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export const TEMPLATE_DATABASE = 'template_service_circle';

/** One PostgreSQL for the whole run, with a migrated template that every test database is a copy of. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'service-circle-test-'));
  const server = await startEmbeddedPostgres(folder, { share: false });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`create database ${TEMPLATE_DATABASE}`);
  await client.end();
  const url = new URL(server.url);
  url.pathname = TEMPLATE_DATABASE;
  const pool = createPool(url.href, 1);
  await migrate(pool);
  await pool.end();
  project.provide('postgresUrl', server.url);
  // embedded-postgres hooks the end of the process and would end it as if every test had passed: the code that Vitest set comes first.
  process.prependListener('beforeExit', () => process.exit());
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
