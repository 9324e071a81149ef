import 'reflect-metadata';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemonstration } from '../src/demonstration/load-demonstration.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** A test database with the demonstration district, loaded through the importer as a user's would be. */
export async function createDemonstrationDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await loadDemonstration({
    pool: database.pool,
    dataFolder: await mkdtemp(join(tmpdir(), 'service-circle-demonstration-')),
    now: () => new Date(),
    onProgress: () => undefined,
  });
  return database;
}
