import type { InferEntity } from '@mikro-orm/core';
import { perRequest, type RequestContext } from '../identity/request-context.ts';
import { Refusal } from '../platform/refusal.ts';
import {
  type CalendarDay,
  createWorkingCalendar,
  type WorkingCalendar,
} from '../working-time/working-calendar.ts';
import { BureauEntity } from './bureau.entity.ts';

/** A bureau that the caller was let into, with its calendar and its present instant. */
export interface BureauScope {
  readonly id: number;
  readonly bureau: InferEntity<typeof BureauEntity>;
  readonly calendar: WorkingCalendar;
  /** The clock, or the fixed day of a demonstration. */
  readonly now: Date;
  readonly today: CalendarDay;
}

const visibleBureaus = perRequest(async (context: RequestContext): Promise<readonly BureauScope[]> => {
  const bureaus = await context.em.find(
    BureauEntity,
    {},
    { orderBy: { isDemonstration: 'desc', code: 'asc' } },
  );
  return bureaus
    .filter((bureau) => context.principal.maySeeBureau(bureau))
    .map((bureau) => {
      const calendar = createWorkingCalendar({
        code: bureau.calendarCode,
        timeZone: bureau.timeZone,
        standardHours: bureau.standardHours,
      });
      const now = bureau.asOf ?? context.clock();
      return { id: bureau.id, bureau, calendar, now, today: calendar.dayOf(now) };
    });
});

/** The bureaux the caller may see: the demonstration first, then by code. */
export function listBureaus(context: RequestContext): Promise<readonly BureauScope[]> {
  return visibleBureaus(context);
}

/** The one place where a query is let into a bureau. @throws Refusal BUREAU_NOT_FOUND, alike for a hidden and a missing one. */
export async function enterBureau(context: RequestContext, code: string): Promise<BureauScope> {
  const scope = (await visibleBureaus(context)).find((each) => each.bureau.code === code);
  if (!scope) {
    throw new Refusal('BUREAU_NOT_FOUND', `There is no bureau ${JSON.stringify(code)} open to you.`);
  }
  return scope;
}
