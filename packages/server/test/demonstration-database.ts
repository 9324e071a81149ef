import 'reflect-metadata';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemonstration } from '../src/demonstration/load-demonstration.ts';
import { loadDemonstrationRelease } from '../src/demonstration/load-release.ts';
import { loadDemonstrationStreets } from '../src/demonstration/load-streets.ts';
import { Principal } from '../src/identity/principal.ts';
import { createRequestContext } from '../src/identity/request-context.ts';
import { NetworkEngines } from '../src/network/network-engines.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/**
 * A test database with the demonstration district, loaded through the importer as a user's would be. Without its streets, which take some
 * seconds: its travel times are estimates.
 */
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

/** The same with its last whole month released, as after `npm start`. */
export async function createReleasedDemonstration(): Promise<TestDatabase> {
  const database = await createDemonstrationDatabase();
  await loadDemonstrationRelease(createRequestContext({ database, principal: new Principal('OPERATOR') }));
  return database;
}

/** Its streets and the travel times on them, where there is a routing engine. @returns what was told */
export async function loadStreets({ pool }: TestDatabase, dataFolder: string): Promise<string[]> {
  const told: string[] = [];
  await loadDemonstrationStreets(
    { pool, dataFolder, now: () => new Date(), onProgress: (line) => told.push(line) },
    new NetworkEngines(dataFolder),
  );
  return told;
}
