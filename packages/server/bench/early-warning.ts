import 'reflect-metadata';
import { createRandom, type Random } from '../src/demonstration/random.ts';
import { controlChart } from '../src/measure/control-limits.ts';
import {
  chartOfYear,
  normal,
  poisson,
  SLOWED_YEAR,
  STABLE_YEAR,
  simulateApplications,
} from '../test/simulated-year.ts';

// The numbers of docs/early-warning.md, measured anew: `npm run bench -- early-warning`.

const RUNS = 20_000;
const WEEKS = 52;
const YEARS = 400;

const DRAWS: Readonly<Record<string, (random: Random) => number>> = {
  normal: (random) => 100 + 10 * normal(random),
  'Poisson, mean 20': (random) => poisson(20, random),
  'log-normal, skewness 0.95': (random) => Math.exp(0.3 * normal(random)),
  'exponential, skewness 2': (random) => -Math.log(1 - random.next()),
};

const percent = (share: number) => `${(share * 100).toFixed(2)} %`;

function simulateSeries(name: string, draw: (random: Random) => number): void {
  const random = createRandom(20_211_222);
  let judged = 0;
  let beyond = 0;
  let either = 0;
  let worse = 0;
  let years = 0;
  let yearsBeyond = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const { points } = controlChart(
      Array.from({ length: WEEKS }, () => draw(random)),
      { baselineStart: 0, bounds: { least: 0, most: Number.POSITIVE_INFINITY } },
    );
    const after = points.filter(({ isInBaseline }) => !isInBaseline);
    const marked = after.filter(({ signals }) => signals.length > 0);
    const outside = after.filter(({ signals }) => signals.includes('BEYOND_LIMITS'));
    judged += after.length;
    beyond += outside.length;
    either += marked.length;
    worse += marked.filter(({ side }) => side === 'ABOVE').length;
    years += Number(marked.length > 0);
    yearsBeyond += Number(outside.length > 0);
  }
  process.stdout.write(
    `| ${name} | ${percent(beyond / judged)} | ${percent(either / judged)} | ${percent(worse / judged)} | ${percent(yearsBeyond / RUNS)} | ${percent(years / RUNS)} |\n`,
  );
}

process.stdout.write(
  `${RUNS} series of ${WEEKS} values; after the baseline of 20:\n\n| values | beyond limits | either rule | on the worse side | years with one beyond | years with any |\n|---|---|---|---|---|---|\n`,
);
for (const [name, draw] of Object.entries(DRAWS)) {
  simulateSeries(name, draw);
}

for (const [name, year] of [
  ['stable', STABLE_YEAR],
  ['slowed by a quarter from 3 July', SLOWED_YEAR],
] as const) {
  const delays: number[] = [];
  let judged = 0;
  let worse = 0;
  let warned = 0;
  for (let seed = 1; seed <= YEARS; seed += 1) {
    const { points } = chartOfYear(year, simulateApplications(year, createRandom(seed)));
    const from = year.slowFrom ?? '2023-05-29';
    const after = points.filter((point) => point.from >= from && !point.isInBaseline);
    judged += after.length;
    worse += after.filter(({ isWorse }) => isWorse).length;
    const first = after.findIndex(({ isWorse }) => isWorse);
    warned += Number(first !== -1);
    delays.push(first === -1 ? Number.POSITIVE_INFINITY : first + 1);
  }
  delays.sort((one, other) => one - other);
  const at = (share: number) => delays[Math.ceil(share * delays.length) - 1];
  process.stdout.write(
    `\n${YEARS} years of applications, ${name}: ${percent(worse / judged)} of the weeks judged marked on the worse side; ${percent(warned / YEARS)} of the years warned at all; weeks until the first: median ${at(0.5)}, 90 % ${at(0.9)}, all but 1 % ${at(0.99)}, last ${delays.at(-1)}.\n`,
  );
}
