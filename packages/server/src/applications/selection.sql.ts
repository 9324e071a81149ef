import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { checkPeriod } from '../bureau/period.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import { Refusal } from '../platform/refusal.ts';
import {
  AGE_BANDS,
  type AgeBandCode,
  ageBandRanges,
  dueSoonHorizonDay,
  STANDINGS,
  type Standing,
} from '../working-time/deadline-standing.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import { answered } from '../working-time/working-calendar.ts';
import { HIGHEST_BAD_RATING } from './application-event.ts';
import { OWNER_FROM, TIME_OWNERS } from './owned-time.ts';
import type { ApplicationSelection, ScopeFilter, StatedFact } from './scope-filter.type.ts';
import type { ChannelCategory, Handling } from './service-item.entity.ts';

// Conditions on `application a`. A figure and the list behind it are made from the same ones.

/** The end of a day as an instant to take stock at: now for today and for days to come. */
export function stockInstant(scope: BureauScope, day: CalendarDay): Date {
  return day >= scope.today ? scope.now : scope.calendar.lastInstantOf(day);
}

/** The applications of a bureau that a scope filter names. */
export function inScope(scope: BureauScope, filter: ScopeFilter | null | undefined): Sql {
  const conditions = [sql`a.bureau_id = ${scope.id}`];
  const byCode = (column: Sql, table: Sql, key: Sql, values: readonly string[] | null | undefined) => {
    if (values?.length) {
      conditions.push(
        sql`${column} in (select id from ${table} where bureau_id = ${scope.id} and ${key} = any(${values}))`,
      );
    }
  };
  byCode(sql`a.service_point_id`, sql`service_point`, sql`code`, filter?.servicePoints);
  byCode(sql`a.service_point_id`, sql`service_point`, sql`kind`, filter?.servicePointKinds);
  byCode(sql`a.service_item_id`, sql`service_item`, sql`code`, filter?.serviceItems);
  byCode(sql`a.department_id`, sql`department`, sql`code`, filter?.departments);
  byCode(sql`a.domain_id`, sql`domain`, sql`code`, filter?.domains);
  byCode(sql`a.channel_id`, sql`channel`, sql`code`, filter?.channels);
  if (filter?.applicantKinds?.length) {
    conditions.push(sql`a.applicant_kind = any(${filter.applicantKinds})`);
  }
  return allOf(conditions);
}

export function within(column: Sql, period: PeriodInput): Sql {
  const { from, to } = checkPeriod(period);
  return sql`${column} between ${from}::date and ${to}::date`;
}

/** Open at the end of a day. */
export function openOn(day: CalendarDay | Sql): Sql {
  const end = typeof day === 'string' ? sql`${day}::date` : day;
  return sql`a.received_on <= ${end} and (a.closed_on is null or a.closed_on > ${end})`;
}

/**
 * Whether a promised deadline runs at an instant: silence counts as acceptance only from deemed_from on (art. 32), and until
 * then none does but one that came with the source.
 */
export function deadlineKnown(at: Sql): Sql {
  return sql`a.promised_due_at is not null
    and (a.deemed_from is null or a.deemed_from <= ${at} or a.stated_deadline_at is not null)`;
}

/** How open applications stand against the promised limit at an instant; null where the calendar does not say what is soon. */
export function standingConditions(
  scope: BureauScope,
  at: Date,
): Record<Standing, Sql | null> & { readonly OVERDUE: Sql; readonly NO_DEADLINE: Sql } {
  const known = deadlineKnown(sql`${at}::timestamptz`);
  const inTime = sql`${known} and a.promised_due_at >= ${at}::timestamptz`;
  const horizon = answered(() => dueSoonHorizonDay(scope.calendar.dayOf(at), scope.calendar));
  return {
    OVERDUE: sql`(${known} and a.promised_due_at < ${at}::timestamptz)`,
    DUE_SOON: horizon === null ? null : sql`(${inTime} and a.promised_due_on <= ${horizon}::date)`,
    WITHIN_LIMIT: horizon === null ? null : sql`(${inTime} and a.promised_due_on > ${horizon}::date)`,
    NO_DEADLINE: sql`(${known}) is not true`,
  };
}

/** In time at an instant, with at most so many working days left, that day not counted; null where the calendar does not say. */
export function dueWithin(scope: BureauScope, at: Date, workingDaysLeft: number): Sql | null {
  const horizon = answered(() =>
    dueSoonHorizonDay(scope.calendar.dayOf(at), scope.calendar, workingDaysLeft),
  );
  const known = deadlineKnown(sql`${at}::timestamptz`);
  return horizon === null
    ? null
    : sql`(${known} and a.promised_due_at >= ${at}::timestamptz and a.promised_due_on <= ${horizon}::date)`;
}

/** Whose time it is at an instant: the owner of the last interval of `ownedIntervals`, that is, who an open application waits for. */
export function ownerAt(at: Date): Sql {
  const types = Object.keys(OWNER_FROM);
  return sql`coalesce((
    select (${JSON.stringify(OWNER_FROM)}::jsonb) ->> e.type from application_event e
    where e.application_id = a.id and e.superseded_by_run_id is null and e.type = any(${types}) and e.occurred_at <= ${at}
    order by e.occurred_at desc, e.ordinal desc, e.id desc limit 1), 'BUREAU')`;
}

/** Working days since receipt, by band, at the end of a day. */
export function ageBandCondition(scope: BureauScope, day: CalendarDay, band: AgeBandCode): Sql {
  const range = ageBandRanges(day, scope.calendar)[band];
  if (range === null) {
    return sql`false`;
  }
  const { newest, oldest } = range;
  return allOf([
    ...(newest === null ? [] : [sql`a.received_on <= ${newest}::date`]),
    ...(oldest === null ? [] : [sql`a.received_on >= ${oldest}::date`]),
  ]);
}

export const PROMISED_JUDGED = sql`(a.decided_at is not null and a.promised_due_at is not null)`;
export const PROMISED_IN_TIME = sql`(a.decided_at <= a.promised_due_at)`;
export const STATUTORY_JUDGED = sql`(a.decided_at is not null and a.statutory_due_at is not null)`;
export const STATUTORY_IN_TIME = sql`(a.decided_at <= a.statutory_due_at)`;

/** The first day of acceptance is behind us: silence still open has accepted nothing yet. */
export const ACCEPTANCE_KNOWN = sql`(a.acceptance_known_on is not null and (a.deemed_from is null
  or a.deemed_from <= (select coalesce(b.as_of, now()) from bureau b where b.id = a.bureau_id)))`;
export const SATISFIED = sql`(a.rating > ${raw(String(HIGHEST_BAD_RATING))})`;
export const BAD_REVIEW = sql`(a.rating <= ${raw(String(HIGHEST_BAD_RATING))})`;

export function handledAs(handling: Handling): Sql {
  return sql`(a.service_item_id in (select id from service_item where handling = ${handling}) is true)`;
}

export function receivedThrough(category: ChannelCategory): Sql {
  return sql`(a.channel_id in (select id from channel where category = ${category}) is true)`;
}

/** Whether an application states what a measure needs. */
export const STATES: Record<StatedFact, Sql> = {
  LIMITS: sql`(a.promised_working_days is not null and a.statutory_working_days is not null)`,
  HANDLING: sql`(a.service_item_id in (select id from service_item where handling is not null) is true)`,
  CHANNEL: sql`(a.channel_id in (select id from channel where category is not null) is true)`,
  VISITS: sql`(a.applicant_visits is not null)`,
  CORRECTIONS: sql`(a.is_first_pass is not null)`,
  RATING: sql`(a.rating is not null)`,
};

/** The facts behind a figure. */
export function selected(scope: BureauScope, selection: ApplicationSelection | null | undefined): Sql {
  if (!selection) {
    return sql`true`;
  }
  const conditions: Sql[] = [];
  if (selection.caseKeyPrefix) {
    conditions.push(sql`starts_with(lower(a.case_key), lower(${selection.caseKeyPrefix}))`);
  }
  for (const [column, period] of [
    [sql`a.received_on`, selection.received],
    [sql`a.decided_on`, selection.decided],
    [sql`a.closed_on`, selection.closed],
    [sql`a.last_logged_on`, selection.lastLogged],
    [sql`a.rated_on`, selection.rated],
  ] as const) {
    if (period) {
      conditions.push(within(column, period));
    }
  }
  conditions.push(...openConditions(scope, selection));
  conditions.push(...decidedConditions(selection));
  conditions.push(...qualityConditions(scope, selection));
  return allOf(conditions);
}

function qualityConditions(scope: BureauScope, selection: ApplicationSelection): Sql[] {
  const conditions: Sql[] = [];
  const add = <Value>(value: Value | null | undefined, condition: (value: Value) => Sql) => {
    if (value != null) {
      conditions.push(condition(value));
    }
  };
  add(
    selection.accepted,
    (period) => sql`${ACCEPTANCE_KNOWN} and ${within(sql`a.acceptance_known_on`, period)}`,
  );
  for (const fact of selection.states ?? []) {
    conditions.push(STATES[fact]);
  }
  for (const fact of selection.omits ?? []) {
    conditions.push(sql`not ${STATES[fact]}`);
  }
  add(selection.handling, handledAs);
  add(selection.channelCategory, receivedThrough);
  add(selection.visitsAtMost, (visits) => sql`a.applicant_visits <= ${visits}`);
  add(selection.firstPass, (isFirstPass) => sql`a.is_first_pass = ${isFirstPass}`);
  add(selection.satisfied, (isSatisfied) => (isSatisfied ? SATISFIED : BAD_REVIEW));
  add(
    selection.reviewFollowedUp,
    (isFollowedUp) => sql`${BAD_REVIEW} and (a.review_followed_up_at is not null) = ${isFollowedUp}`,
  );
  if (selection.outreachEvents?.length) {
    conditions.push(
      sql`a.outreach_event_id in (select id from outreach_event where bureau_id = ${scope.id} and code = any(${selection.outreachEvents}))`,
    );
  }
  return conditions;
}

function openConditions(scope: BureauScope, selection: ApplicationSelection): Sql[] {
  const { standing, ageBand, waitingFor, dueWithinWorkingDays } = selection;
  const isAboutOpen =
    selection.openOn != null ||
    standing?.length ||
    ageBand != null ||
    waitingFor?.length ||
    dueWithinWorkingDays != null;
  if (!isAboutOpen) {
    return [];
  }
  const day = selection.openOn ?? scope.today;
  const at = stockInstant(scope, day);
  const conditions = [openOn(day)];
  if (waitingFor?.length) {
    const owners = TIME_OWNERS.filter((each) => waitingFor.includes(each));
    conditions.push(sql`${ownerAt(at)} = any(${owners})`);
  }
  if (dueWithinWorkingDays != null) {
    conditions.push(dueWithin(scope, at, checkWorkingDaysAhead(dueWithinWorkingDays)) ?? sql`false`);
  }
  if (standing?.length) {
    const byStanding = standingConditions(scope, at);
    const wanted = STANDINGS.filter((each) => standing.includes(each)).map(
      (each) => byStanding[each] ?? sql`false`,
    );
    conditions.push(sql`(${join(wanted, ' or ')})`);
  }
  if (ageBand != null && AGE_BANDS.includes(ageBand)) {
    conditions.push(ageBandCondition(scope, day, ageBand));
  }
  return conditions;
}

/** Further ahead than a working year no limit reaches. */
export const MOST_WORKING_DAYS_AHEAD = 250;

/** @throws Refusal WORKING_DAYS_AHEAD outside 0 … the most. */
export function checkWorkingDaysAhead(workingDays: number): number {
  if (workingDays < 0 || workingDays > MOST_WORKING_DAYS_AHEAD) {
    throw new Refusal(
      'WORKING_DAYS_AHEAD',
      `Working days ahead must be from 0 to ${MOST_WORKING_DAYS_AHEAD}, not ${workingDays}.`,
    );
  }
  return workingDays;
}

function decidedConditions(selection: ApplicationSelection): Sql[] {
  const conditions: Sql[] = [];
  if (selection.promisedOnTime != null) {
    conditions.push(sql`${PROMISED_JUDGED} and ${PROMISED_IN_TIME} = ${selection.promisedOnTime}`);
  }
  if (selection.statutoryOnTime != null) {
    conditions.push(sql`${STATUTORY_JUDGED} and ${STATUTORY_IN_TIME} = ${selection.statutoryOnTime}`);
  }
  if (selection.turnaroundMinutesFrom != null) {
    conditions.push(sql`a.decided_on is not null and a.bureau_minutes >= ${selection.turnaroundMinutesFrom}`);
  }
  if (selection.turnaroundMinutesTo != null) {
    conditions.push(sql`a.decided_on is not null and a.bureau_minutes < ${selection.turnaroundMinutesTo}`);
  }
  return conditions;
}

export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`true` : join(conditions, ' and ');
}
