import { createPool } from '../platform/database.ts';
import { jobOfThisProcess } from '../platform/job-processes.ts';
import { ApplicantKeys } from './applicant-keys.ts';
import type { MappingProfile } from './profile.ts';
import { FileRefusal, type FileRefusalCode } from './refusal-codes.ts';
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
  /** Oldest first, as base64. */
  readonly applicantKeys: readonly string[];
  readonly actor: string;
}

/** The run, its progress on record, and one to cancel it by. */
const CONNECTIONS = 3;

const {
  work: { databaseUrl, applicantKeys, ...request },
  tell,
} = await jobOfThisProcess<ImportWork, FileRefusalCode>();
const pool = createPool(databaseUrl, CONNECTIONS);
try {
  const { refusal } = await runImport({
    ...request,
    applicantKeys: new ApplicantKeys(applicantKeys),
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
