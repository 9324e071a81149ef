import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventType } from '../src/applications/application-event.ts';
import { createRandom, type Random } from '../src/demonstration/random.ts';
import { controlChart, FULL_BASELINE } from '../src/measure/control-limits.ts';
import { createImportBench, type ImportBench } from './import-bench.ts';
import { runQuery } from './run-query.ts';
import {
  chartOfYear,
  normal,
  poisson,
  type SimulatedApplication,
  type SimulatedYear,
  SLOWED_YEAR,
  STABLE_YEAR,
  simulateApplications,
} from './simulated-year.ts';

// What the method promises, and what it keeps, on data that are chance alone and on data with a slowdown in them. Every run is seeded.
// The numbers of docs/early-warning.md come from the same code with more runs (bench/early-warning.ts).

const SEED = 20_211_222;
const D2 = 2 / Math.sqrt(Math.PI);
const UNBOUNDED = {
  baselineStart: 0,
  bounds: { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY },
};

/** A baseline whose mean is 0 and whose average moving range is d2, so that the limits are exactly ± 3 standard deviations. */
const KNOWN_LIMITS = Array.from({ length: FULL_BASELINE }, (_, index) =>
  index % 2 === 0 ? D2 / 2 : -D2 / 2,
);

/** P(|Z| > z) for a standard normal, by Simpson's rule over the density. */
function beyond(z: number): number {
  const [upper, steps] = [12, 2000];
  const width = (upper - z) / steps;
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const weights = Array.from({ length: steps + 1 }, (_, index) =>
    index === 0 || index === steps ? 1 : index % 2 === 1 ? 4 : 2,
  );
  return (
    (2 * width * weights.reduce((sum, weight, index) => sum + weight * density(z + index * width), 0)) / 3
  );
}

describe('limits that are known', () => {
  const random = createRandom(SEED);

  it('mark 0.27 % of normal values as beyond them', () => {
    const n = 1_000_000;
    const { points } = controlChart(
      [...KNOWN_LIMITS, ...Array.from({ length: n }, () => normal(random))],
      UNBOUNDED,
    );
    const marked = points.filter(({ signals }) => signals.includes('BEYOND_LIMITS')).length;
    // 2 (1 − Φ(3)) = 0.0027, and four standard errors of a binomial share.
    expect(beyond(3)).toBeCloseTo(0.0027, 5);
    expect(Math.abs(marked / n - beyond(3))).toBeLessThan(4 * Math.sqrt(0.0027 / n));
  });

  it('give a false alarm once in 153 values, with the run of eight: Champ and Woodall (1987)', () => {
    const runs = 3000;
    const lengths = Array.from({ length: runs }, () => {
      const { points } = controlChart(
        [...KNOWN_LIMITS, ...Array.from({ length: 1500 }, () => normal(random))],
        UNBOUNDED,
      );
      return points.slice(FULL_BASELINE).findIndex(({ signals }) => signals.length > 0) + 1;
    });
    expect(lengths.every((length) => length > 0)).toBe(true);
    const mean = lengths.reduce((sum, length) => sum + length, 0) / runs;
    // Their table 1, rules 1 and 4: 152.73. A run length is nearly geometric, its spread about its mean: four standard errors.
    expect(Math.abs(mean - 152.73)).toBeLessThan((4 * 152.73) / Math.sqrt(runs));
  });
});

/** Marked shares of the values after the baseline, over many short series. */
function falseAlarms(draw: (random: Random) => number, runs: number, length: number) {
  const random = createRandom(SEED);
  let judged = 0;
  let outside = 0;
  let series = 0;
  for (let run = 0; run < runs; run += 1) {
    const { points } = controlChart(
      Array.from({ length }, () => draw(random)),
      UNBOUNDED,
    );
    const after = points.slice(FULL_BASELINE);
    judged += after.length;
    outside += after.filter(({ signals }) => signals.includes('BEYOND_LIMITS')).length;
    series += Number(after.some(({ signals }) => signals.length > 0));
  }
  return { perValue: outside / judged, perYear: series / runs };
}

describe('limits from a baseline of twenty', () => {
  it('mark as many normal values as twenty values can know: about 1 %, four times what known limits would', () => {
    // The mean of n values has variance 1 ÷ n. The average moving range ÷ d2 has (0.8264 n − 1.082) ÷ (n − 1)²: ranges next to each
    // other share a value. A further value is beyond if it lies 3 estimated from an estimated centre: a mixture over the estimate,
    // taken as log-normal, since it is never negative.
    const n = FULL_BASELINE;
    const spread = Math.sqrt(Math.log(1 + (0.8264 * n - 1.082) / (n - 1) ** 2));
    const estimate = (z: number) => Math.exp(spread * z - spread ** 2 / 2);
    const steps = Array.from({ length: 81 }, (_, index) => (index - 40) / 10);
    const weights = steps.map((z) => Math.exp((-z * z) / 2));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    const promised = steps.reduce(
      (sum, z, index) =>
        sum + ((weights[index] ?? 0) / whole) * beyond((3 * estimate(z)) / Math.sqrt(1 + 1 / n)),
      0,
    );
    expect(promised).toBeGreaterThan(0.009);
    expect(promised).toBeLessThan(0.012);
    const { perValue } = falseAlarms((random) => 100 + 10 * normal(random), 10_000, 52);
    expect(Math.abs(perValue - promised)).toBeLessThan(0.15 * promised);
  });

  it.each([
    // Four standard errors about what 20,000 other series gave (docs/early-warning.md).
    ['normal', (random: Random) => 100 + 10 * normal(random), 0.0108, 0.35],
    ['Poisson', (random: Random) => poisson(20, random), 0.0117, 0.37],
    ['skewed', (random: Random) => Math.exp(0.3 * normal(random)), 0.0195, 0.52],
  ])('keep to what is written down, on stable %s years', (_name, draw, perValue, perYear) => {
    const runs = 4000;
    const measured = falseAlarms(draw, runs, 52);
    expect(Math.abs(measured.perYear - perYear)).toBeLessThan(
      0.005 + 4 * Math.sqrt((perYear * (1 - perYear)) / runs),
    );
    expect(Math.abs(measured.perValue - perValue)).toBeLessThan(0.25 * perValue);
  });
});

describe('years of applications', () => {
  const YEARS = 60;
  const charts = (year: SimulatedYear) =>
    Array.from({ length: YEARS }, (_, seed) =>
      chartOfYear(year, simulateApplications(year, createRandom(seed + 1000))),
    );

  it('that are stable are warned of as rarely as the method promises', () => {
    const judged = charts(STABLE_YEAR).flatMap(({ points }) => points.filter((point) => !point.isInBaseline));
    expect(judged.length).toBeGreaterThan(YEARS * 29);
    const beyondLimits =
      judged.filter(({ signals }) => signals.includes('BEYOND_LIMITS')).length / judged.length;
    const worse = judged.filter(({ isWorse }) => isWorse).length / judged.length;
    // A mean of thirty log-normal turnarounds has a skewness of 2.26 ÷ √30 = 0.4, between the normal and the skewed of above: at most
    // the 1.95 % of that one beyond the limits, and 2.22 % marked as worse by either rule; years cluster, hence a half more.
    expect(beyondLimits).toBeLessThan(1.5 * 0.0195);
    expect(worse).toBeLessThan(1.5 * 0.0222);
  });

  it('that slow down by a quarter are warned of, in a month as a rule and in a quarter almost surely', () => {
    const weeks = charts(SLOWED_YEAR)
      .map(({ points }) => {
        const after = points.filter(({ from }) => from >= (SLOWED_YEAR.slowFrom ?? ''));
        const first = after.findIndex(({ isWorse }) => isWorse);
        return first === -1 ? Number.POSITIVE_INFINITY : first + 1;
      })
      .sort((one, other) => one - other);
    // Eight slow weeks are a run on the far side unless chance puts one across, and the first slow week still decides quick old cases.
    expect(weeks[Math.floor(YEARS / 2)]).toBeLessThanOrEqual(7);
    expect(weeks.filter((each) => each <= 13).length / YEARS).toBeGreaterThanOrEqual(0.95);
  });

  it('show the slowdown in the turnaround itself: a quarter more', () => {
    const mean = (year: SimulatedYear) => {
      const points = charts(year).flatMap(({ points: all }) =>
        all.filter(({ from }) => from >= '2023-08-07'),
      );
      return points.reduce((sum, { value }) => sum + (value ?? 0), 0) / points.length;
    };
    expect(mean(SLOWED_YEAR) / mean(STABLE_YEAR)).toBeCloseTo(1.25, 1);
  });
});

describe('a year that is imported', () => {
  let bench: ImportBench;
  beforeAll(async () => {
    bench = await createImportBench();
    // The hours that the simulated applications are decided in.
    await bench.database.pool.query(
      `update bureau set as_of = '2023-12-31T23:59:59.999+08:00',
         standard_hours = '[{"open":"09:00","close":"12:00"},{"open":"13:00","close":"17:00"}]'`,
    );
  });
  afterAll(() => bench.database.close());

  it('is charted by the API as its applications were planned, and warned of by the digest', async () => {
    const applications = simulateApplications(SLOWED_YEAR, createRandom(7));
    const planned = chartOfYear(SLOWED_YEAR, applications);
    const summary = await bench.importFile(eventLog(applications), 'event-log');
    expect(summary).toMatchObject({ status: 'SUCCEEDED', rowsRefused: 0 });
    const { controlChart: chart, earlyWarning } = await runQuery<{
      controlChart: {
        limits: { centre: number; upper: number };
        points: { code: string; value: number; isWorse: boolean | null }[];
      };
      earlyWarning: { watch: { signals: { measure: { id: string }; since: string }[] } };
    }>(
      bench.database,
      `{ controlChart(bureau: "B", measure: "turnaround") { limits { centre upper } points { code value isWorse } }
         earlyWarning(bureau: "B") { watch { signals { measure { id } since } } } }`,
    );
    expect(chart.points.map(({ code, isWorse }) => [code, isWorse])).toEqual(
      planned.points.map(({ code, isWorse }) => [code, isWorse]),
    );
    for (const [index, { value }] of chart.points.entries()) {
      expect(value).toBeCloseTo(planned.points[index]?.value ?? Number.NaN, 9);
    }
    expect(chart.limits.upper).toBeCloseTo(planned.limits?.upper ?? Number.NaN, 9);
    const last = planned.points.at(-1);
    expect(earlyWarning.watch.signals.map(({ measure }) => measure.id)).toEqual(
      last?.isWorse ? ['turnaround'] : [],
    );
    expect(planned.points.some(({ isWorse, from }) => isWorse && from >= '2023-07-03')).toBe(true);
  });
});

const WORDS: Partial<Record<EventType, string>> = {
  RECEIVED: '收件',
  CORRECTION_REQUESTED: '补正告知',
  CORRECTION_SUBMITTED: '补正提交',
  ACCEPTED: '受理',
  DECIDED: '决定',
};

/** The applications as a bureau's system would export them. */
function eventLog(applications: readonly SimulatedApplication[]): string {
  const rows = applications.flatMap(({ caseKey, events }) =>
    events.map(({ type, occurredAt, decision }) =>
      [caseKey, WORDS[type], occurredAt.toISOString(), decision === null ? '' : '准予'].join(','),
    ),
  );
  return ['办件编号,环节,环节时间,结果', ...rows, ''].join('\n');
}
