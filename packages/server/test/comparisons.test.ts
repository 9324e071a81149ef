import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import { runQuery, tryQuery } from './run-query.ts';
import type { TestDatabase } from './test-database.ts';

// Comparisons and their explanations on the demonstration district, against plain SQL and against each other.

let database: TestDatabase;
beforeAll(async () => {
  database = await createDemonstrationDatabase();
});
afterAll(() => database.close());

interface Value {
  applications: number;
  numerator: number;
  denominator: number | null;
  value: number | null;
  perWorkingDay: number | null;
}
interface Period {
  from: string;
  to: string;
  workingDays: number | null;
}

const VALUE = 'applications numerator denominator value perWorkingDay';
const PERIODS = 'period { from to workingDays }';

describe('a comparison', () => {
  it('of October 2021 says how many working days each period has, and the pace a day', async () => {
    const { comparison } = await runQuery<{
      comparison: {
        period: Period;
        measures: {
          now: Value;
          changes: { base: string; period: Period; before: Value; change: number }[];
        }[];
      };
    }>(
      database,
      `{ comparison(bureau: "QINGXIU", period: { from: "2021-10-01", to: "2021-10-31" }, measures: ["volume"]) {
           ${PERIODS} measures { now { ${VALUE} } changes { base change ${PERIODS} before { ${VALUE} } } } } }`,
    );
    // National Day: 1 to 7 October off, Saturday the 9th worked; Mid-Autumn: 19 to 21 September off, Saturday the 18th and Sunday the 26th worked.
    expect(comparison.period).toEqual({ from: '2021-10-01', to: '2021-10-31', workingDays: 17 });
    const [measure] = comparison.measures;
    expect(measure?.changes.map(({ base, period }) => [base, period])).toEqual([
      ['PREVIOUS', { from: '2021-09-01', to: '2021-09-30', workingDays: 22 }],
      // The calendar of 2020 is not announced here.
      ['SAME_LAST_YEAR', { from: '2020-10-01', to: '2020-10-31', workingDays: null }],
    ]);
    expect(measure?.now.perWorkingDay).toBeCloseTo((measure?.now.numerator ?? 0) / 17, 10);
    expect(measure?.changes[0]?.change).toBe(
      (measure?.now.numerator ?? 0) - (measure?.changes[0]?.before.numerator ?? 0),
    );
    expect(measure?.changes[1]?.before).toMatchObject({ numerator: 0, value: null, perWorkingDay: null });
    expect(measure?.changes[1]?.change).toBeNull();
  });

  it('refuses a measure that there is not', async () => {
    const { errors } = await tryQuery(
      database,
      '{ comparison(bureau: "QINGXIU", period: { from: "2021-10-01", to: "2021-10-31" }, measures: ["nonsense"]) { period { from } } }',
    );
    expect(errors).toEqual([{ code: 'UNKNOWN_MEASURE', message: expect.stringContaining('"nonsense"') }]);
  });
});

const months = fc.integer({ min: 4, max: 11 });
const questions = fc.record({
  period: fc.tuple(months, months).map(([one, other]) => ({
    from: `2021-${String(Math.min(one, other)).padStart(2, '0')}-01`,
    to: `2021-${String(Math.max(one, other)).padStart(2, '0')}-28`,
  })),
  dimension: fc.constantFrom(
    'SERVICE_ITEM',
    'SERVICE_POINT',
    'CHANNEL',
    'DEPARTMENT',
    'DOMAIN',
    'SERVICE_POINT_KIND',
  ),
  scope: fc.constantFrom(
    {},
    { channels: ['ONLINE'] },
    { departments: ['MR', 'HE'] },
    { servicePoints: ['QX-P03'] },
  ),
});

interface Explained {
  explainChange: {
    period: Period;
    basePeriod: Period;
    before: Value;
    now: Value;
    change: number | null;
    mixEffect: number | null;
    rateEffect: number | null;
    workingDaysEffect: number | null;
    paceEffect: number | null;
    parts: {
      before: Value | null;
      now: Value | null;
      mixEffect: number | null;
      rateEffect: number | null;
      effect: number;
    }[];
  };
}

const EXPLAIN = `query ($scope: ScopeFilter, $period: PeriodInput!, $measure: ID!, $dimension: CategoryDimension!) {
  explainChange(bureau: "QINGXIU", scope: $scope, period: $period, base: PREVIOUS, measure: $measure, dimension: $dimension) {
    ${PERIODS} basePeriod { from to workingDays } before { ${VALUE} } now { ${VALUE} }
    change mixEffect rateEffect workingDaysEffect paceEffect
    parts { before { ${VALUE} } now { ${VALUE} } mixEffect rateEffect effect } } }`;

describe('an explanation', () => {
  it.each(['volume', 'turnaround', 'on-time'])(
    'of %s adds up to the change, and its parts to the whole',
    async (measure) => {
      await fc.assert(
        fc.asyncProperty(questions, async (question) => {
          const { explainChange: found } = await runQuery<Explained>(database, EXPLAIN, {
            ...question,
            measure,
          });
          const sum = (
            of: (part: Explained['explainChange']['parts'][number]) => number | null | undefined,
          ) => found.parts.reduce((total, part) => total + (of(part) ?? 0), 0);
          if (found.change === null) {
            expect(found.parts).toEqual([]);
            return;
          }
          expect(sum((part) => part.now?.numerator)).toBe(found.now.numerator);
          expect(sum((part) => part.before?.denominator)).toBe(found.before.denominator ?? 0);
          expect(sum((part) => part.effect)).toBeCloseTo(found.change, 9);
          if (measure === 'volume' && found.paceEffect === null) {
            expect(found.basePeriod.workingDays).toBeNull();
          } else if (measure === 'volume') {
            expect((found.workingDaysEffect ?? 0) + (found.paceEffect ?? 0)).toBeCloseTo(found.change, 9);
          } else {
            expect((found.mixEffect ?? 0) + (found.rateEffect ?? 0)).toBeCloseTo(found.change, 9);
            expect(sum((part) => part.mixEffect)).toBeCloseTo(found.mixEffect ?? Number.NaN, 9);
          }
        }),
        { numRuns: 25 },
      );
    },
  );

  it('rests on the sums of plain SQL', async () => {
    await fc.assert(
      fc.asyncProperty(questions, async ({ period, dimension }) => {
        const { explainChange: found } = await runQuery<Explained>(database, EXPLAIN, {
          period,
          dimension,
          measure: 'on-time',
        });
        for (const [value, days] of [
          [found.now, found.period],
          [found.before, found.basePeriod],
        ] as const) {
          const { rows } = await database.pool.query(
            `select count(*) as denominator, count(*) filter (where decided_at <= promised_due_at) as numerator
             from application where decided_on between $1 and $2 and promised_due_at is not null`,
            [days.from, days.to],
          );
          expect(rows[0]).toEqual({ numerator: value.numerator, denominator: value.denominator });
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('an explanation of the median', () => {
  it('has the medians of percentile_cont, and composition and the rest make the change', async () => {
    await fc.assert(
      fc.asyncProperty(
        questions,
        fc.constantFrom('MEDIAN', 'P90'),
        async ({ period, dimension }, percentile) => {
          const { explainPercentile: found } = await runQuery<{
            explainPercentile: {
              period: Period;
              basePeriod: Period;
              before: number | null;
              now: number | null;
              change: number | null;
              compositionEffect: number | null;
              withinEffect: number | null;
              countNow: number;
            };
          }>(
            database,
            `query ($period: PeriodInput!, $dimension: CategoryDimension!, $percentile: Percentile!) {
             explainPercentile(bureau: "QINGXIU", period: $period, base: PREVIOUS, percentile: $percentile, dimension: $dimension) {
               ${PERIODS} basePeriod { from to workingDays } before now change compositionEffect withinEffect countNow } }`,
            { period, dimension, percentile },
          );
          for (const [value, days] of [
            [found.now, found.period],
            [found.before, found.basePeriod],
          ] as const) {
            const { rows } = await database.pool.query<{ value: number | null }>(
              `select percentile_cont(${percentile === 'MEDIAN' ? 0.5 : 0.9}) within group (order by bureau_minutes) as value
             from application where decided_on between $1 and $2`,
              [days.from, days.to],
            );
            if (value === null) {
              expect(rows[0]?.value).toBeNull();
            } else {
              expect(value).toBeCloseTo(rows[0]?.value ?? Number.NaN, 6);
            }
          }
          if (found.change !== null) {
            expect((found.compositionEffect ?? 0) + (found.withinEffect ?? 0)).toBeCloseTo(found.change, 6);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});
