import type pg from 'pg';
import type { Logger } from 'pino';
import { startSchedule } from '../platform/schedule.ts';
import { eraseExpiredApplicants } from './erase-applicants.ts';
import { ImportFiles } from './import-files.ts';

const HOUR_MS = 3_600_000;

export interface RetentionOptions {
  readonly pool: pg.Pool;
  readonly dataFolder: string;
  /** Days after which the hash of an applicant that no file has stated again is erased. */
  readonly applicantKeyDays: number;
  readonly now: () => Date;
  readonly logger: Logger;
}

/** Every hour: what was kept for long enough goes. @returns stops it */
export function startRetentionSchedule({
  pool,
  dataFolder,
  applicantKeyDays,
  now,
  logger,
}: RetentionOptions): () => Promise<void> {
  const files = new ImportFiles(pool, dataFolder);
  return startSchedule({
    everyMs: HOUR_MS,
    work: async () => {
      await eraseExpiredApplicants(pool, applicantKeyDays, now());
      await files.removeForgotten(now());
    },
    failure: 'erasing what was kept for long enough failed',
    logger,
  });
}
