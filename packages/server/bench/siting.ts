import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../src/demonstration/random.ts';
import { buildModel } from '../src/siting/build-model.ts';
import { createHighsSolver } from '../src/siting/highs-solver.ts';
import { lpText } from '../src/siting/linear-model.ts';
import { aimOf, requirementsOf } from '../src/siting/requirements.ts';
import { statesOf } from '../src/siting/site-state.ts';
import type { SitingProblem, SitingQuestion } from '../src/siting/siting-problem.ts';
import { solveQuestion } from '../src/siting/solve-question.ts';

// The table of docs/siting.md, measured anew: `npm run bench -- siting`; with `large` as an argument the large instances only.

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
const SMALL: readonly (readonly [SitingQuestion, number])[] = [
  [COVER, 800],
  [COVER, 1500],
  [COVER, 2500],
  [{ model: 'P_MEDIAN' }, 0],
  [{ model: 'SET_COVERING', minimise: 'POINTS', share: 1, mustReach: [] }, 1500],
  [{ model: 'P_CENTER' }, 0],
];
const LARGE: readonly (readonly [SitingQuestion, number])[] = [
  [COVER, 800],
  [COVER, 1500],
  [{ model: 'P_MEDIAN' }, 0],
];

/** The same question in full to CBC on one thread; null: it is not installed. */
function withCbc(problem: SitingProblem, question: SitingQuestion, seconds: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'siting-'));
  const file = join(folder, 'model.lp');
  const { model } = buildModel(
    problem,
    requirementsOf(problem, question),
    aimOf(question),
    statesOf(problem),
  );
  writeFileSync(file, lpText(model));
  const startedAt = performance.now();
  try {
    const output = execFileSync('cbc', [file, '-sec', String(seconds), '-ratio', '0', '-solve'], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const objective = /Objective value:\s+(\S+)/.exec(output)?.[1] ?? 'none';
    const isStopped = /Stopped on time/.test(output);
    return `${objective}${isStopped ? ' (stopped)' : ''} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'not installed' : 'failed';
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const solver = await createHighsSolver();
const isLargeOnly = process.argv.includes('large');
process.stdout.write(
  '| places × sites, p | question | status | objective | gap | seconds | CBC |\n|---|---|---|---|---|---|---|\n',
);
for (const [placeCount, siteCount, seconds, questions] of [
  [2000, 300, 60, isLargeOnly ? [] : SMALL],
  [10_000, 1000, 120, LARGE],
] as const) {
  for (const [question, radiusMetres] of questions) {
    const problem = scatter(placeCount, siteCount, 10, radiusMetres);
    const asked =
      question.model === 'SET_COVERING'
        ? { ...problem, limits: { newPoints: null, allPoints: null, budget: null } }
        : problem;
    const startedAt = performance.now();
    const { status, objective, gap } = await solveQuestion(asked, question, {
      solver,
      timeLimitSeconds: seconds,
      clockSeconds: () => performance.now() / 1000,
      shouldStop: () => false,
      onProgress: () => undefined,
    });
    const taken = (performance.now() - startedAt) / 1000;
    const cbc = question.model === 'P_CENTER' || placeCount > 2000 ? '–' : withCbc(asked, question, seconds);
    process.stdout.write(
      `| ${placeCount} × ${siteCount}, 10 | ${question.model}${radiusMetres > 0 ? ` ${radiusMetres} m` : ''} | ${status} | ${objective ?? '–'} | ${gap === null ? '–' : `${(gap * 100).toFixed(3)} %`} | ${taken.toFixed(1)} | ${cbc} |\n`,
    );
  }
}
