import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../src/demonstration/random.ts';
import { buildModel } from '../src/siting/build-model.ts';
import { createHighsSolver } from '../src/siting/highs-solver.ts';
import { type LinearModel, lpText } from '../src/siting/linear-model.ts';
import { type Aim, aimOf, requirementsOf } from '../src/siting/requirements.ts';
import { statesOf } from '../src/siting/site-state.ts';
import type { SitingProblem, SitingQuestion } from '../src/siting/siting-problem.ts';
import { solveQuestion } from '../src/siting/solve-question.ts';

// The table of docs/siting.md, measured anew: `npm run bench -- siting`; words after it choose rows that hold them all: `npm run bench -- siting 10000 P_MEDIAN`.

const NEW_POINTS = 10;

/** Random places on a square of 10 km, sites among them; travel is the straight line in metres. */
function scatter(placeCount: number, siteCount: number, p: number, radiusMetres: number): SitingProblem {
  const random = createRandom(20_211_222);
  const at = () => ({ x: random.next() * 10_000, y: random.next() * 10_000 });
  const places = Array.from({ length: placeCount }, at);
  const sites = Array.from({ length: siteCount }, at);
  const travel = new Uint16Array(placeCount * siteCount);
  places.forEach((place, row) => {
    sites.forEach((site, column) => {
      travel[row * siteCount + column] = Math.round(Math.hypot(place.x - site.x, place.y - site.y));
    });
  });
  return {
    places: places.map(() => ({ weight: random.integer(1, 1000), group: 0, caseload: 0 })),
    groups: [{ floorShare: null }],
    sites: sites.map(() => ({ standing: 'CANDIDATE', rule: 'FREE', cost: 1, capacity: null })),
    travel,
    threshold: radiusMetres,
    limits: { newPoints: p, allPoints: null, budget: null },
  };
}

const COVER: SitingQuestion = { model: 'MAXIMAL_COVERING', backupWeight: 0, periods: [] };
const reaching = (share: number): SitingQuestion => ({
  model: 'SET_COVERING',
  minimise: 'POINTS',
  share,
  mustReach: [],
});
const SIZES = [
  { placeCount: 2000, siteCount: 300, limitSeconds: 60 },
  { placeCount: 10_000, siteCount: 1000, limitSeconds: 120 },
] as const;
const QUESTIONS: readonly (readonly [SitingQuestion, number])[] = [
  [COVER, 800],
  [COVER, 1500],
  [COVER, 2500],
  [reaching(0.9), 1500],
  [reaching(1), 1500],
  [{ model: 'P_MEDIAN' }, 0],
  [{ model: 'P_CENTER' }, 0],
];

const CBC = process.env['SITING_CBC'] ?? 'cbc';
/** Of a model that is handed over as a file: the p-median of the large size would have ten million columns. */
const LARGEST_PAIRS = 1_000_000;

/** What CBC is asked in full; p-center as the two questions that prove it: within the answer there is a plan, and within less there is none. */
function modelsFor(problem: SitingProblem, question: SitingQuestion, objective: number): LinearModel[] {
  const requirements = requirementsOf(problem, question);
  const whole = (reachAllWithin: number | null, aim: Aim) =>
    buildModel(problem, { ...requirements, reachAllWithin }, aim, statesOf(problem)).model;
  return question.model === 'P_CENTER'
    ? [whole(objective, { kind: 'ANY' }), whole(objective - 1, { kind: 'ANY' })]
    : [whole(requirements.reachAllWithin, aimOf(question))];
}

/** One model to CBC on one thread; its time is CPU time, as its limit is. */
function solveWithCbc(model: LinearModel, seconds: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'siting-'));
  const file = join(folder, 'model.lp');
  writeFileSync(file, lpText(model));
  try {
    const output = execFileSync(CBC, [file, '-sec', String(seconds), '-ratio', '0', '-solve'], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const found = /infeasible/i.test(output) ? 'none' : (/Objective value:\s+(\S+)/.exec(output)?.[1] ?? '–');
    const bound = /(?:Lower|Upper) bound:\s+(\S+)/.exec(output)?.[1];
    const isStopped = /Stopped on time/.test(output);
    const taken = /Total time \(CPU seconds\):\s+(\S+)/.exec(output)?.[1] ?? '?';
    return `${found}${isStopped ? ` (stopped, bound ${bound ?? '–'})` : ''} in ${taken} s`;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'not installed' : 'failed';
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const nameOf = (question: SitingQuestion, radiusMetres: number): string =>
  [
    question.model,
    ...(question.model === 'SET_COVERING' ? [`${question.share * 100} %`] : []),
    ...(radiusMetres > 0 ? [`${radiusMetres} m`] : []),
  ].join(' ');

const cpuSeconds = () => process.cpuUsage().user / 1e6;
const percent = (gap: number | null) => (gap === null ? '–' : `${(gap * 100).toFixed(3)} %`);

/** One row, on CPU time: what else the machine does is not counted. */
async function measure(
  { placeCount, siteCount, limitSeconds }: (typeof SIZES)[number],
  question: SitingQuestion,
  radiusMetres: number,
): Promise<string> {
  const problem = scatter(placeCount, siteCount, NEW_POINTS, radiusMetres);
  const asked =
    question.model === 'SET_COVERING'
      ? { ...problem, limits: { newPoints: null, allPoints: null, budget: null } }
      : problem;
  const startedAt = cpuSeconds();
  let withinOnePercent: number | null = null;
  const highs = await createHighsSolver();
  const isOver = () => cpuSeconds() - startedAt > limitSeconds;
  const { status, objective, gap } = await solveQuestion(asked, question, {
    // Its own limit is in elapsed time, of which others may take most; some of its work hears of no other.
    solver: {
      name: highs.name,
      solve: (model, options) =>
        highs.solve(model, {
          ...options,
          timeLimitSeconds: 2 * options.timeLimitSeconds,
          shouldStop: () => isOver() || options.shouldStop?.() === true,
        }),
    },
    timeLimitSeconds: limitSeconds,
    clockSeconds: cpuSeconds,
    shouldStop: () => false,
    onProgress: (progress) => {
      if (progress.gap !== null && progress.gap <= 0.01) {
        withinOnePercent ??= progress.seconds;
      }
    },
  });
  const taken = cpuSeconds() - startedAt;
  const isForCbc = question.model !== 'P_MEDIAN' || placeCount * siteCount <= LARGEST_PAIRS;
  const cbc =
    isForCbc && objective !== null
      ? modelsFor(asked, question, objective).map((model) => solveWithCbc(model, limitSeconds))
      : ['–'];
  const first: number | null = withinOnePercent;
  return [
    `${placeCount} × ${siteCount}`,
    nameOf(question, radiusMetres),
    status,
    objective ?? '–',
    percent(gap),
    taken.toFixed(1),
    first === null ? '–' : (first as number).toFixed(1),
    Math.round(process.resourceUsage().maxRSS / 1024),
    cbc.join('; '),
  ].join(' | ');
}

const words = process.argv.slice(2);
process.stdout.write(
  '| places × sites | question | status | objective | gap | CPU s | gap ≤ 1 % after s | peak MB so far | CBC |\n|---|---|---|---|---|---|---|---|---|\n',
);
for (const size of SIZES) {
  for (const [question, radiusMetres] of QUESTIONS) {
    const name = `${size.placeCount} × ${size.siteCount} ${nameOf(question, radiusMetres)}`;
    if (words.every((word) => name.includes(word))) {
      process.stdout.write(`| ${await measure(size, question, radiusMetres)} |\n`);
    }
  }
}
