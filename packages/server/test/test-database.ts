import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { ENTITIES } from '../src/entities.ts';
import { type Database, openDatabase } from '../src/platform/database.ts';
import { TEMPLATE_DATABASE } from './embedded-postgres.ts';
import { plantSecret } from './run-log.ts';

export interface TestDatabase extends Database {
  readonly url: string;
  /** Every statement sent since the last call. */
  takeStatements(): string[];
}

/** A fresh migrated database of its own, dropped when closed. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('postgresUrl');
  plantSecret('DATABASE_PASSWORD', new URL(adminUrl).password);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await runAsAdmin(adminUrl, `create database ${name} template ${TEMPLATE_DATABASE}`);
  const url = new URL(adminUrl);
  url.pathname = name;
  let statements: string[] = [];
  const database = await openDatabase({
    url: url.href,
    entities: ENTITIES,
    onStatement: (text) => statements.push(text),
  });
  return {
    ...database,
    url: url.href,
    takeStatements: () => {
      const taken = statements;
      statements = [];
      return taken;
    },
    close: async () => {
      await database.close();
      await runAsAdmin(adminUrl, `drop database ${name} with (force)`);
    },
  };
}

async function runAsAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
