import type { Logger } from 'pino';
import { type BureauScope, listBureaus } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { onRecord } from '../platform/audited.ts';
import { startSchedule } from '../platform/schedule.ts';
import { answered, type CalendarDay } from '../working-time/working-calendar.ts';
import { prepareRelease, type ReleaseActor } from './release.service.ts';
import { awaitsRelease } from './release.sql.ts';
import { publishingDay } from './release-calendar.ts';
import { monthBefore } from './release-figures.ts';

const HOUR_MS = 3_600_000;
/** So many working days before a release is due its draft is there, for someone to look at. */
const DRAFT_WORKING_DAYS = 3;
const SCHEDULE: ReleaseActor = { actor: 'SCHEDULE', accountId: null };

/** Every hour: the draft of the last month, when it is due and the month has no release. @returns stops it */
export function startReleaseSchedule(
  createContext: () => RequestContext,
  options: { readonly logger: Logger; readonly everyMs?: number },
): () => Promise<void> {
  return startSchedule({
    everyMs: options.everyMs ?? HOUR_MS,
    work: () => prepareDueReleases(createContext(), options.logger),
    failure: 'preparing due releases failed',
    logger: options.logger,
  });
}

/** One bureau's failure is logged and keeps no other waiting. @returns codes of the bureaux that a draft was prepared for */
export async function prepareDueReleases(context: RequestContext, logger: Logger): Promise<string[]> {
  const prepared: string[] = [];
  for (const bureau of await listBureaus(context)) {
    const month = monthBefore(bureau.today.slice(0, 7));
    try {
      const { rowCount } = isDue(bureau, month)
        ? await context.pool.query(awaitsRelease(bureau.id, month))
        : { rowCount: 0 };
      if (rowCount === 1) {
        const { code } = bureau.bureau;
        await onRecord(context, { action: 'RELEASE_PREPARED', bureauCode: code, subject: { month } }, () =>
          prepareRelease(context, bureau, month, null, SCHEDULE),
        );
        prepared.push(code);
      }
    } catch (error) {
      logger.error({ err: error, bureau: bureau.bureau.code, month }, 'preparing a due release failed');
    }
  }
  return prepared;
}

/** Whether the day has come on which the draft of a month is to be there; never where the bureau has no publishing day. */
export function isDue({ bureau, calendar, today }: BureauScope, month: string): boolean {
  const { releaseDay } = bureau;
  if (releaseDay == null) {
    return false;
  }
  const from: CalendarDay | null = answered(() =>
    calendar.latestWorkingDay(publishingDay(month, releaseDay, calendar), DRAFT_WORKING_DAYS + 1),
  );
  return from !== null && today >= from;
}
