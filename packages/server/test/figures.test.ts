import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import { filters, makeReady, periods, plainRow } from './random-questions.ts';
import { runQuery } from './run-query.ts';
import type { TestDatabase } from './test-database.ts';

// Every figure of the API against plain SQL over the facts, under random filters, on the demonstration district.

let database: TestDatabase;
beforeAll(async () => {
  database = await createDemonstrationDatabase();
  // The instants of each application straight from the append-only facts, once: what the plain statements rest on.
  const instants = ['RECEIVED', 'DECIDED', 'ISSUED', 'NOT_ACCEPTED', 'WITHDRAWN', 'TERMINATED'].map(
    (type) => `min(occurred_at) filter (where type = '${type}') as ${type.toLowerCase()}`,
  );
  await database.pool.query(
    `create table lived as select application_id, ${instants.join(', ')}
     from application_event where superseded_by_run_id is null group by application_id`,
  );
  await makeReady(database, 'lived');
});
afterAll(() => database.close());

const RUNS = { numRuns: 40 };

const plain = <Row extends object>(select: string, scope: Record<string, string[]>, condition: string) =>
  plainRow<Row>(database, 'lived', select, scope, condition);

/** The instant of an event of a type, from the facts. */
const eventAt = (type: string) => `l.${type.toLowerCase()}`;
const localDay = (instant: string) => `(${instant} at time zone 'Asia/Shanghai')::date`;

describe('caseload', () => {
  const query = `query ($scope: ScopeFilter, $period: PeriodInput!, $groupBy: Dimension) {
    caseload(bureau: "QINGXIU", scope: $scope, period: $period, groupBy: $groupBy) {
      total { backlogAtStart received closed backlog overdue dueSoon noDeadline ageing { code count } }
      groups { key { code } figures { backlogAtStart received closed backlog overdue } }
    }
  }`;
  interface Figures {
    backlogAtStart: number;
    received: number;
    closed: number;
    backlog: number;
    overdue: number;
    dueSoon: number;
    noDeadline: number;
    ageing: { count: number }[];
  }
  interface Answer {
    caseload: { total: Figures; groups: { key: { code: string | null }; figures: Figures }[] };
  }

  it('counts what plain SQL counts over the events', async () => {
    await fc.assert(
      fc.asyncProperty(filters, periods, async (scope, period) => {
        const { caseload } = await runQuery<Answer>(database, query, { scope, period });
        const closedAt = `least(${eventAt('DECIDED')}, ${eventAt('NOT_ACCEPTED')}, ${eventAt('WITHDRAWN')}, ${eventAt('TERMINATED')})`;
        const expected = await plain<Record<string, number>>(
          `count(*) filter (where ${localDay(eventAt('RECEIVED'))} between '${period.from}' and '${period.to}') as received,
           count(*) filter (where ${localDay(closedAt)} between '${period.from}' and '${period.to}') as closed,
           count(*) filter (where ${localDay(eventAt('RECEIVED'))} <= '${period.to}' and coalesce(${localDay(closedAt)} > '${period.to}', true)) as backlog`,
          scope,
          'true',
        );
        expect(caseload.total).toMatchObject(expected);
      }),
      RUNS,
    );
  });

  it('adds up: standing and age to the backlog, groups to the total, every day to the next', async () => {
    await fc.assert(
      fc.asyncProperty(filters, periods, async (scope, period) => {
        const { caseload } = await runQuery<Answer>(database, query, { scope, period, groupBy: 'DAY' });
        const { total, groups } = caseload;
        expect(total.backlogAtStart + total.received - total.closed).toBe(total.backlog);
        expect(total.ageing.reduce((sum, { count }) => sum + count, 0)).toBe(total.backlog);
        let before = total.backlogAtStart;
        for (const { figures } of groups) {
          expect(figures.backlogAtStart).toBe(before);
          expect(figures.backlogAtStart + figures.received - figures.closed).toBe(figures.backlog);
          before = figures.backlog;
        }
        expect(before).toBe(total.backlog);
        expect(groups.at(-1)?.figures.overdue).toBe(total.overdue);
        const byPoint = await runQuery<Answer>(database, query, { scope, period, groupBy: 'SERVICE_POINT' });
        for (const field of ['received', 'closed', 'backlog', 'overdue'] as const) {
          expect(byPoint.caseload.groups.reduce((sum, { figures }) => sum + figures[field], 0)).toBe(
            total[field],
          );
        }
      }),
      { numRuns: 15 },
    );
  });

  it('leads to a list of exactly the applications behind each figure', async () => {
    const count = `query ($scope: ScopeFilter, $where: ApplicationSelection) {
      applications(bureau: "QINGXIU", scope: $scope, where: $where, first: 1) { totalCount }
    }`;
    await fc.assert(
      fc.asyncProperty(filters, periods, async (scope, period) => {
        const { total } = (await runQuery<Answer>(database, query, { scope, period })).caseload;
        const openOn = period.to;
        for (const [where, figure] of [
          [{ received: period }, total.received],
          [{ closed: period }, total.closed],
          [{ openOn }, total.backlog],
          [{ openOn, standing: ['OVERDUE'] }, total.overdue],
          [{ openOn, standing: ['DUE_SOON'] }, total.dueSoon],
          [{ openOn, standing: ['NO_DEADLINE'] }, total.noDeadline],
          [{ openOn, standing: ['OVERDUE', 'DUE_SOON', 'WITHIN_LIMIT', 'NO_DEADLINE'] }, total.backlog],
        ] as const) {
          const { applications } = await runQuery<{ applications: { totalCount: number } }>(database, count, {
            scope,
            where,
          });
          expect(applications.totalCount).toBe(figure);
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('turnaround', () => {
  const query = `query ($scope: ScopeFilter, $period: PeriodInput!, $groupBy: Dimension) {
    turnaround(bureau: "QINGXIU", scope: $scope, period: $period, groupBy: $groupBy) {
      total {
        decided turnaroundMinutes { n mean min median p90 max } endToEndDays { n mean min median p90 max }
        ownedTime { n bureauMinutes applicantMinutes excludedMinutes wholeMinutes }
        promisedOnTime { numerator denominator value } statutoryOnTime { numerator denominator value }
      }
      groups { key { code } figures { decided turnaroundMinutes { n median p90 } } }
      histogram { fromMinutes toMinutes count }
    }
  }`;
  interface Statistic {
    n: number;
    mean: number | null;
    min: number | null;
    median: number | null;
    p90: number | null;
    max: number | null;
  }
  interface Rate {
    numerator: number;
    denominator: number;
    value: number | null;
  }
  interface Answer {
    turnaround: {
      total: {
        decided: number;
        turnaroundMinutes: Statistic;
        endToEndDays: Statistic;
        ownedTime: Record<
          'n' | 'bureauMinutes' | 'applicantMinutes' | 'excludedMinutes' | 'wholeMinutes',
          number
        >;
        promisedOnTime: Rate;
        statutoryOnTime: Rate;
      };
      groups: { key: { code: string | null }; figures: { decided: number; turnaroundMinutes: Statistic } }[];
      histogram: { fromMinutes: number; toMinutes: number | null; count: number }[];
    };
  }

  const statistics = (value: string) =>
    `count(${value}) as n, avg(${value})::float8 as mean, min(${value})::float8 as min, max(${value})::float8 as max,
     percentile_cont(0.5) within group (order by ${value}) as median, percentile_cont(0.9) within group (order by ${value}) as p90`;

  const expectSame = (actual: Statistic, expected: Statistic) => {
    expect(actual.n).toBe(expected.n);
    for (const field of ['mean', 'min', 'median', 'p90', 'max'] as const) {
      if (expected[field] === null) {
        expect(actual[field]).toBeNull();
      } else {
        expect(actual[field]).toBeCloseTo(expected[field], 6);
      }
    }
  };

  it('is what percentile_cont and count say over the facts, and null over none', async () => {
    await fc.assert(
      fc.asyncProperty(filters, periods, async (scope, period) => {
        const { total, histogram } = (await runQuery<Answer>(database, query, { scope, period })).turnaround;
        const decided = eventAt('DECIDED');
        const condition = `${localDay(decided)} between '${period.from}' and '${period.to}'`;
        expectSame(
          total.turnaroundMinutes,
          await plain<Statistic>(statistics('a.bureau_minutes'), scope, condition),
        );
        expectSame(
          total.endToEndDays,
          await plain<Statistic>(
            statistics(`extract(epoch from ${eventAt('ISSUED')} - ${eventAt('RECEIVED')})::float8 / 86400`),
            scope,
            condition,
          ),
        );
        const rates = await plain<{ decided: number; late: number; judged: number }>(
          `count(*) as decided, count(*) filter (where a.promised_due_on < ${localDay(decided)}) as late,
           count(*) filter (where a.promised_due_on is not null) as judged`,
          scope,
          condition,
        );
        expect(total.decided).toBe(rates.decided);
        expect(total.promisedOnTime).toEqual({
          numerator: rates.judged - rates.late,
          denominator: rates.judged,
          value: rates.judged === 0 ? null : (rates.judged - rates.late) / rates.judged,
        });
        const { bureauMinutes, applicantMinutes, excludedMinutes, wholeMinutes } = total.ownedTime;
        expect(bureauMinutes + applicantMinutes + excludedMinutes).toBe(wholeMinutes);
        expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(total.turnaroundMinutes.n);
      }),
      RUNS,
    );
  });

  it('is the same for a group as for a filter on that group', async () => {
    await fc.assert(
      fc.asyncProperty(periods, async (period) => {
        const { groups } = (await runQuery<Answer>(database, query, { period, groupBy: 'SERVICE_POINT' }))
          .turnaround;
        for (const { key, figures } of groups) {
          const alone = await runQuery<Answer>(database, query, {
            period,
            scope: { servicePoints: [key.code] },
          });
          expect(alone.turnaround.total.turnaroundMinutes).toMatchObject(figures.turnaroundMinutes);
        }
      }),
      { numRuns: 5 },
    );
  });
});
