import { createPool } from '../platform/database.ts';
import { jobOfThisProcess } from '../platform/job-processes.ts';
import { computeTravelTimes } from './compute-travel-times.ts';
import type { NetworkRow } from './network.sql.ts';
import { NetworkRefusal, type NetworkRefusalCode } from './network-refusal.ts';
import { openEngines } from './open-engine.ts';
import type { TravelMode } from './travel-mode.ts';

/** What a worker is given; everything is plain data. */
export interface TravelWork {
  readonly databaseUrl: string;
  readonly dataFolder: string;
  readonly bureauId: number;
  readonly network: Pick<NetworkRow, 'id' | 'name' | 'serviceUrl'>;
  readonly modes: readonly TravelMode[];
  readonly actor: string;
}

/** The lock of the bureau, and one for each engine at work. */
const CONNECTIONS = 3;

const {
  work: { databaseUrl, dataFolder, network, ...request },
  tell,
} = await jobOfThisProcess<TravelWork, NetworkRefusalCode>();
const pool = createPool(databaseUrl, CONNECTIONS);
try {
  const outcomes = await computeTravelTimes({
    ...request,
    pool,
    networkId: network.id,
    engines: await openEngines(network, dataFolder),
    now: () => new Date(),
    onStarted: (runId) => tell({ type: 'STARTED', runId }),
  });
  tell({ type: 'DONE', succeeded: outcomes.every(({ status }) => status === 'SUCCEEDED') });
} catch (error) {
  if (!(error instanceof NetworkRefusal)) {
    throw error;
  }
  tell({ type: 'REFUSED', code: error.code, message: error.detail ?? '' });
} finally {
  await pool.end();
}
