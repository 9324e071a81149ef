import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTiles, hasEmbeddedValhalla, openEmbeddedValhalla } from '../src/network/embedded-valhalla.ts';
import { UNREACHABLE } from '../src/network/travel-times.ts';
import type { Position } from '../src/places/place.entity.ts';
import { createHighsSolver } from '../src/siting/highs-solver.ts';
import type { SitingProblem, SitingQuestion } from '../src/siting/siting-problem.ts';
import { solveQuestion } from '../src/siting/solve-question.ts';
import { hasPortoAlegre, POA_EXTRACT, portoAlegreCells } from './porto-alegre.ts';

const NEW_POINTS = 10;
/** A quarter of an hour on foot. */
const THRESHOLD_SECONDS = 900;
/** Some 12 s on a core of its own. */
const MATRIX_MILLISECONDS = 600_000;
const LIMIT_SECONDS = 60;
const LIMIT_BYTES = 1024 ** 3;

const cpuSeconds = () => process.cpuUsage().user / 1e6;

const QUESTIONS: readonly SitingQuestion[] = [
  { model: 'MAXIMAL_COVERING', backupWeight: 0, periods: [] },
  { model: 'SET_COVERING', minimise: 'POINTS', share: 0.9, mustReach: [] },
  { model: 'P_MEDIAN' },
  { model: 'P_CENTER' },
];

// Real walking times to every cell with a health centre, all candidates. Skipped where the extract or the engine is missing.
describe.skipIf(!hasPortoAlegre || !hasEmbeddedValhalla())('siting in Porto Alegre on foot', () => {
  let problem: SitingProblem;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'service-circle-siting-'));
    await buildTiles(POA_EXTRACT, join(folder, 'routing'), () => undefined);
    const engine = openEmbeddedValhalla(join(folder, 'routing'));
    const cells = portoAlegreCells();
    const snaps = await engine.locate(
      'WALK',
      cells.map(({ position }) => position),
    );
    const located = cells.flatMap((cell, index) => {
      const position: Position | undefined = snaps[index]?.position;
      return position === undefined ? [] : [{ ...cell, position }];
    });
    expect(cells.filter(({ hasHealthCare }) => hasHealthCare)).toHaveLength(117);
    const candidates = located.filter(({ hasHealthCare }) => hasHealthCare);
    const rows = await engine.matrix(
      'WALK',
      located.map(({ position }) => position),
      candidates.map(({ position }) => position),
    );
    problem = {
      places: located.map(({ residents }) => ({ weight: residents, group: 0, caseload: 0 })),
      groups: [{ floorShare: null }],
      sites: candidates.map(() => ({ standing: 'CANDIDATE', rule: 'FREE', cost: 1, capacity: null })),
      travel: Uint16Array.from(rows.flat(), (seconds) =>
        seconds === null ? UNREACHABLE : Math.round(seconds),
      ),
      threshold: THRESHOLD_SECONDS,
      limits: { newPoints: NEW_POINTS, allPoints: null, budget: null },
    };
  }, MATRIX_MILLISECONDS);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(QUESTIONS)('$model is proven optimal in a minute and a gigabyte', async (question) => {
    const limits =
      question.model === 'SET_COVERING' ? { newPoints: null, allPoints: null, budget: null } : problem.limits;
    const startedAt = cpuSeconds();
    const { status, gap } = await solveQuestion({ ...problem, limits }, question, {
      solver: await createHighsSolver(),
      timeLimitSeconds: LIMIT_SECONDS,
      // Of this process's own work: other tests may share the cores.
      clockSeconds: cpuSeconds,
      shouldStop: () => false,
      onProgress: () => undefined,
    });
    expect({ status, gap }).toEqual({ status: 'OPTIMAL', gap: 0 });
    expect(cpuSeconds() - startedAt).toBeLessThan(LIMIT_SECONDS);
    // Of the whole process at its highest, the routing engine and the tests included.
    expect(process.resourceUsage().maxRSS * 1024).toBeLessThan(LIMIT_BYTES);
  });
});
