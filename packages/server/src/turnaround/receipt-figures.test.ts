import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addReceiptBureau,
  hasReceiptLog,
  importInto,
  RECEIPT_CSV,
  receiptAsCaseTable,
  receiptReference,
} from '../../test/receipt-log.ts';
import { runQuery } from '../../test/run-query.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';

interface Distribution {
  n: number;
  mean: number;
  min: number;
  median: number;
  p90: number;
  max: number;
}
interface Group<Figures> {
  key: { code: string | null };
  figures: Figures;
}
interface Rate {
  numerator: number;
  denominator: number;
  value: number;
}

const DISTRIBUTION = 'n mean min median p90 max';
const WHOLE = { from: '2010-01-01', to: '2012-12-31' };

/** REFERENCE.json gives six digits after the point. */
const SIX_DIGITS = 6;

// Every figure of REFERENCE.json that the issue names, through the API, from the log and from the same log as a case table.
describe.skipIf(!hasReceiptLog).each([
  ['as an XES-style event log', 'xes', () => Promise.resolve(RECEIPT_CSV)],
  ['as a case table in GB18030 with Chinese headers', 'case-table-foreign', receiptAsCaseTable],
])('the receipt log %s', (_name, profile, file) => {
  const reference = hasReceiptLog ? receiptReference() : (undefined as never);
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await addReceiptBureau(database, 'RECEIPT');
    const summary = await importInto(database, 'RECEIPT', await file(), profile);
    expect(summary).toMatchObject({ status: 'SUCCEEDED', rowsRefused: 0, recordsAdded: reference.cases });
  });
  afterAll(() => database.close());

  const eventLog = async (groupBy: string | null) =>
    (
      await runQuery<{
        eventLog: {
          total: EventLogFigures;
          groups: Group<EventLogFigures>[];
        };
      }>(
        database,
        `query ($groupBy: Dimension) { eventLog(bureau: "RECEIPT", groupBy: $groupBy) {
          total { applications events started spanHours { ${DISTRIBUTION} } spanWorkingDays { ${DISTRIBUTION} } }
          groups { key { code } figures { applications events started spanHours { ${DISTRIBUTION} } spanWorkingDays { ${DISTRIBUTION} } } }
        } }`,
        { groupBy },
      )
    ).eventLog;
  interface EventLogFigures {
    applications: number;
    events: number;
    started: number;
    spanHours: Distribution;
    spanWorkingDays: Distribution;
  }

  const turnaround = async (groupBy: string | null) =>
    (
      await runQuery<{ turnaround: { total: TurnaroundFigures; groups: Group<TurnaroundFigures>[] } }>(
        database,
        `query ($period: PeriodInput!, $groupBy: Dimension) { turnaround(bureau: "RECEIPT", period: $period, groupBy: $groupBy) {
          total { decided judgedByStatedDeadline promisedOnTime { numerator denominator value } receiptToDecisionHours { ${DISTRIBUTION} } receiptToDecisionWorkingDays { ${DISTRIBUTION} } }
          groups { key { code } figures { decided judgedByStatedDeadline promisedOnTime { numerator denominator value } receiptToDecisionHours { ${DISTRIBUTION} } receiptToDecisionWorkingDays { ${DISTRIBUTION} } } }
        } }`,
        { period: WHOLE, groupBy },
      )
    ).turnaround;
  interface TurnaroundFigures {
    decided: number;
    judgedByStatedDeadline: number;
    promisedOnTime: Rate;
    receiptToDecisionHours: Distribution;
    receiptToDecisionWorkingDays: Distribution;
  }

  const caseload = async (groupBy: string | null, period = WHOLE) =>
    (
      await runQuery<{ caseload: { total: CaseloadFigures; groups: Group<CaseloadFigures>[] } }>(
        database,
        `query ($period: PeriodInput!, $groupBy: Dimension) { caseload(bureau: "RECEIPT", period: $period, groupBy: $groupBy) {
          total { received closed backlog overdue } groups { key { code } figures { received closed backlog overdue } }
        } }`,
        { period, groupBy },
      )
    ).caseload;
  interface CaseloadFigures {
    received: number;
    closed: number;
    backlog: number;
    overdue: number;
  }

  const expectStatistic = (
    actual: Distribution | undefined,
    expected: { count: number; mean: number; p50: number; p90: number; max: number; min: number } | undefined,
  ) => {
    expect(actual?.n).toBe(expected?.count);
    for (const [ours, theirs] of [
      ['mean', 'mean'],
      ['median', 'p50'],
      ['p90', 'p90'],
      ['max', 'max'],
      ['min', 'min'],
    ] as const) {
      expect(actual?.[ours]).toBeCloseTo(expected?.[theirs] ?? Number.NaN, SIX_DIGITS - 1);
    }
  };

  const byCode = <Figures, Value>(groups: Group<Figures>[], pick: (figures: Figures) => Value) =>
    Object.fromEntries(
      groups.map(({ key, figures }) => [key.code, pick(figures)]).filter(([, value]) => value !== 0),
    );

  it('has its cases and events', async () => {
    const { total } = await eventLog(null);
    expect(total).toMatchObject({
      applications: reference.cases,
      events: reference.events,
      started: reference.cases,
    });
  });

  it('counts cases by channel and department, each under its own name', async () => {
    expect(byCode((await caseload('CHANNEL')).groups, ({ received }) => received)).toEqual(
      reference.cases_per_channel.values,
    );
    expect(byCode((await caseload('DEPARTMENT')).groups, ({ received }) => received)).toEqual(
      reference.cases_per_department.values,
    );
  });

  it('counts cases by the Amsterdam month of receipt and of decision', async () => {
    const { groups } = await caseload('MONTH');
    expect(byCode(groups, ({ received }) => received)).toEqual(reference.months_startdate.values);
    expect(byCode((await turnaround('MONTH')).groups, ({ decided }) => decided)).toEqual(
      reference.months_enddate.values,
    );
  });

  it('counts cases by the Amsterdam month of the first and of the last event', async () => {
    const { groups } = await eventLog('MONTH');
    expect(byCode(groups, ({ started }) => started)).toEqual(reference.months_first_event.values);
    expect(byCode(groups, ({ applications }) => applications)).toEqual(reference.months_last_event.values);
  });

  it('measures elapsed hours from first to last event across DST, single-event cases as 0', async () => {
    expectStatistic((await eventLog(null)).total.spanHours, reference.turnaround_events_hours.all);
    for (const [dimension, expected] of [
      ['CHANNEL', reference.turnaround_events_hours.by_channel],
      ['DEPARTMENT', reference.turnaround_events_hours.by_department],
    ] as const) {
      const groups = byCode((await eventLog(dimension)).groups, ({ spanHours }) => spanHours);
      expect(Object.keys(groups).sort()).toEqual(Object.keys(expected).sort());
      for (const [code, statistic] of Object.entries(expected)) {
        expectStatistic(groups[code] as Distribution, statistic);
      }
    }
  });

  it('measures working days from first to last event, start day out', async () => {
    expectStatistic((await eventLog(null)).total.spanWorkingDays, reference.working_days_events.all);
    const groups = byCode((await eventLog('CHANNEL')).groups, ({ spanWorkingDays }) => spanWorkingDays);
    for (const [code, statistic] of Object.entries(reference.working_days_events.by_channel)) {
      expectStatistic(groups[code] as Distribution, statistic);
    }
  });

  it('measures receipt to decision as recorded, also where the end precedes the start', async () => {
    const { total } = await turnaround(null);
    expectStatistic(total.receiptToDecisionHours, reference.turnaround_start_to_end_hours.all);
    expectStatistic(total.receiptToDecisionWorkingDays, reference.working_days_start_to_end.all);
  });

  it('judges on time by the instant of the stated deadline, midnights and all: 952 of 1,329', async () => {
    const { total } = await turnaround(null);
    expect(total.promisedOnTime).toMatchObject({ numerator: 952, denominator: 1329 });
    expect(total.promisedOnTime.value).toBeCloseTo(reference.on_time.all.rate, SIX_DIGITS);
    expect(total.judgedByStatedDeadline).toBe(1329);
    for (const [dimension, expected] of [
      ['CHANNEL', reference.on_time.by_channel],
      ['DEPARTMENT', reference.on_time.by_department],
    ] as const) {
      expect(
        byCode((await turnaround(dimension)).groups, ({ promisedOnTime }) => ({
          closed: promisedOnTime.denominator,
          on_time: promisedOnTime.numerator,
        })),
      ).toMatchObject(
        Object.fromEntries(
          Object.entries(expected).map(([code, { closed, on_time }]) => [code, { closed, on_time }]),
        ),
      );
    }
  });

  it('knows what is open and overdue at the last instant of the log', async () => {
    const { total } = await caseload(null);
    expect(total).toMatchObject({
      backlog: reference.open_cases.value,
      overdue: reference.on_time.open_overdue_at_as_of,
    });
    expect(byCode((await caseload('CHANNEL')).groups, ({ backlog }) => backlog)).toEqual(
      reference.open_cases.by_channel,
    );
  });

  it('knows the backlog at the end of every month', async () => {
    const period = { from: '2010-10-01', to: '2012-01-31' };
    expect(byCode((await caseload('MONTH', period)).groups, ({ backlog }) => backlog)).toEqual(
      reference.backlog_month_end_start_enddate.values,
    );
  });
});
