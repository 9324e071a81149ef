import { parentPort, workerData } from 'node:worker_threads';
import { createPool } from '../platform/database.ts';
import type { MappingProfile } from './profile.ts';
import { FileRefusal } from './refusal-codes.ts';
import { runImport } from './run-import.ts';

/** What a worker is given; everything is plain data. */
export interface ImportWork {
  readonly databaseUrl: string;
  readonly bureauCode: string;
  readonly filePath: string;
  readonly fileName: string;
  readonly sheet: string | null;
  readonly profile: MappingProfile;
  readonly dryRun: boolean;
  readonly actor: string;
}

/** What it tells: that its run is on record, that it may not run, or that it is done. */
export type ImportNews =
  | { readonly type: 'STARTED'; readonly runId: number }
  | { readonly type: 'REFUSED'; readonly code: string; readonly message: string }
  | { readonly type: 'DONE'; readonly succeeded: boolean };

/** The run, its progress on record, and one to cancel it by. */
const CONNECTIONS = 3;

async function work(): Promise<void> {
  const { databaseUrl, ...request } = workerData as ImportWork;
  const tell = (news: ImportNews) => parentPort?.postMessage(news);
  const pool = createPool(databaseUrl, CONNECTIONS);
  try {
    const { refusal } = await runImport({
      ...request,
      pool,
      now: () => new Date(),
      onStarted: (runId) => tell({ type: 'STARTED', runId }),
    });
    tell({ type: 'DONE', succeeded: refusal === null });
  } catch (error) {
    if (!(error instanceof FileRefusal)) {
      throw error;
    }
    tell({ type: 'REFUSED', code: error.code, message: error.message });
  } finally {
    await pool.end();
  }
}

await work();
