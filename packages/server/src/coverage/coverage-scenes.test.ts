import { describe, expect, it } from 'vitest';
import { area, building, point, type Scene, sceneOf } from '../../test/coverage-scene.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import { buildingReach, reachOfBuildings } from './building-reach.ts';
import { circleClosing, paceOf } from './closing-circle.ts';
import { coverageGaps, gapClosing } from './coverage-gaps.ts';
import { type CoverageProgress, coverageProgress } from './coverage-progress.ts';
import { type CoverageParts, countedPlaces, coverageLevels, sharesOf } from './coverage-shares.ts';
import { targetStanding } from './coverage-target-standing.ts';
import { eligiblePoints } from './eligible-points.ts';
import { equityOf } from './equity.ts';
import { type NearestPoints, nearestPoints } from './nearest-points.ts';

const TODAY = '2026-06-24';

interface Covered {
  readonly parts: CoverageParts;
  readonly nearest: NearestPoints;
  readonly eligible: readonly number[];
  readonly counted: readonly boolean[];
}

async function coverageOf(
  { facts, aligned }: Scene,
  minutes: number,
  on: CalendarDay = TODAY,
): Promise<Covered> {
  const eligible = eligiblePoints(facts, { on, at: null, serviceItem: null, servicePoints: null });
  const nearest = await nearestPoints(aligned, facts, eligible);
  const counted = countedPlaces(facts.places, on, null);
  return {
    parts: sharesOf(facts.places, coverageLevels(nearest, minutes * 60), counted),
    nearest,
    eligible,
    counted,
  };
}

function progressOf({ facts, aligned }: Scene, minutes: number): Promise<CoverageProgress> {
  return coverageProgress(facts, aligned, {
    thresholdSeconds: minutes * 60,
    townsOrStreets: null,
    serves: () => true,
    today: TODAY,
  });
}

describe('a line of five villages ten minutes apart, a point at each end', () => {
  // Residents 1, 2, 3, 4, 5; the points at the first and the last.
  const line = sceneOf(
    [1, 2, 3, 4, 5].map((residents, index) => area(`V${index}`, residents)),
    [point('WEST'), point('EAST')],
    (place, at) => 10 * Math.abs(place - (at === 0 ? 0 : 4)),
  );

  it.each([
    // minutes, covered, covered twice
    [0, 1 + 5, 0],
    [9, 1 + 5, 0],
    [10, 1 + 2 + 4 + 5, 0],
    [19, 1 + 2 + 4 + 5, 0],
    [20, 15, 3],
    [30, 15, 2 + 3 + 4],
    [40, 15, 15],
  ])('within %d minutes: %d of 15 residents, %d of them twice', async (minutes, covered, twice) => {
    const { parts } = await coverageOf(line, minutes);
    expect(parts.residents).toEqual({
      covered,
      coveredTwice: twice,
      total: 15,
      undetermined: 0,
      notStated: 0,
    });
    expect(parts.enterprises).toMatchObject({ covered: covered * 2, total: 30 });
  });

  it('the middle goes to the first of two equally near', async () => {
    const { nearest } = await coverageOf(line, 30);
    expect([...nearest.firstPoint]).toEqual([0, 0, 0, 1, 1]);
    expect([...nearest.secondSeconds]).toEqual([40, 30, 20, 30, 40].map((minutes) => minutes * 60));
  });
});

describe('a grid of three by three blocks, five minutes a block, a point in the corner', () => {
  // Walking along the streets: 5 × (columns + rows) minutes.
  const grid = sceneOf(
    [...Array(9).keys()].map((block) => area(`G${block}`, 10, block < 3 ? 'north' : 'south')),
    [point('CORNER')],
    (place) => 5 * ((place % 3) + Math.floor(place / 3)),
  );

  it.each([
    [0, 1],
    [5, 3],
    [10, 6],
    [15, 8],
    [20, 9],
  ])('within %d minutes are %d blocks', async (minutes, blocks) => {
    const { parts } = await coverageOf(grid, minutes);
    expect(parts.demandAreas.covered).toBe(blocks);
    expect(parts.residents.covered).toBe(blocks * 10);
  });

  it('within 5 minutes the north has 2 of 3 blocks and the south 1 of 6', () => {
    // ½ (|20/30 − 10/60| + |10/30 − 50/60|) = ½ (½ + ½)
    const equity = equityOf(
      new Map(
        Object.entries({ north: [20, 30], south: [10, 60] }).map(([town, [covered = 0, total = 0]]) => [
          town,
          { covered, coveredTwice: 0, total, undetermined: 0, notStated: 0 },
        ]),
      ),
    );
    expect(equity.worst).toBe('south');
    expect(equity.spread).toBeCloseTo(2 / 3 - 1 / 6, 12);
    expect(equity.dissimilarity).toBeCloseTo(0.5, 12);
  });
});

describe('a river with one bridge', () => {
  // The bank of the point: 5 minutes. Over the bridge, which is 20 minutes off on either bank: 2 × 20 + 2 minutes, though the other bank
  // is a stone's throw away. A second point over there is planned for 1 September 2026, a third has no day.
  const river = sceneOf(
    [
      area('NEAR', 100, 'left'),
      area('OPPOSITE', 60, 'right'),
      area('UPSTREAM', 40, 'right'),
      building('MALL'),
    ],
    [
      point('LEFT'),
      point('RIGHT', [
        { status: 'PREPARING', validFrom: '2026-01-01' },
        { status: 'OPERATING', validFrom: '2026-09-01' },
      ]),
      point('SOMEDAY', [{ status: 'PREPARING', validFrom: '2026-05-01' }]),
    ],
    (place, at) =>
      [
        [5, 42, 42],
        [42, 8, 45],
        [42, 35, 10],
        [3, 42, 42],
      ][place]?.[at],
    new Map([[3, [1]]]),
  );

  it('covers its own bank alone within half an hour, and both within 42 minutes', async () => {
    expect((await coverageOf(river, 30)).parts.residents.covered).toBe(100);
    expect((await coverageOf(river, 42)).parts.residents.covered).toBe(200);
  });

  it('lists the other bank as gaps, the more people first of equally far, with what would close them', async () => {
    const { nearest, counted } = await coverageOf(river, 30);
    const gaps = coverageGaps(river.facts, nearest, 30 * 60, {
      counted,
      hasPoints: true,
      kind: null,
      order: 'FARTHEST',
    });
    expect(gaps.map(({ place, reason, seconds }) => [place, reason, seconds])).toEqual([
      [1, 'TOO_FAR', 42 * 60],
      [2, 'TOO_FAR', 42 * 60],
    ]);
    const closing = (place: number) =>
      gapClosing(river.aligned, river.facts, place, {
        after: TODAY,
        thresholdSeconds: 30 * 60,
        serves: () => true,
      });
    expect(closing(1)).toEqual({ point: 1, seconds: 8 * 60, on: '2026-09-01' });
    expect(closing(2)).toEqual({ point: 2, seconds: 10 * 60, on: null });
  });

  it('a mall with its point still in preparation is beside one, not reached inside', async () => {
    const { nearest, eligible } = await coverageOf(river, 30);
    const reach = [...reachOfBuildings(river.facts, eligible, nearest).values()];
    expect(buildingReach(reach)).toMatchObject({
      inside: { numerator: 0, denominator: 1 },
      withinTenMinutesWalk: { numerator: 1, denominator: 1 },
    });
    const later = await coverageOf(river, 30, '2026-09-01');
    expect([...reachOfBuildings(river.facts, later.eligible, later.nearest).values()]).toEqual(['INSIDE']);
  });

  it('80 % is reached by the planned opening, 100 % is not: the point without a day would do it', async () => {
    const progress = await progressOf(river, 30);
    const closing = circleClosing(progress, 'RESIDENTS', 0.8, TODAY);
    expect(closing).toMatchObject({ remaining: 60, onAsPlanned: '2026-09-01', remainingAsPlanned: 0 });
    expect(closing.openings.map(({ point: index }) => index)).toEqual([1]);
    expect(circleClosing(progress, 'RESIDENTS', 1, TODAY)).toMatchObject({
      remaining: 100,
      onAsPlanned: null,
      remainingAsPlanned: 40,
    });
    expect(progress.undated).toMatchObject([{ point: 2, wouldAdd: { residents: 40 } }]);
  });
});

describe('an island without a ferry, and a road that is still being surveyed', () => {
  const island = sceneOf(
    [area('MAINLAND', 70), area('ISLAND', 30), area('ROAD', 20), area('EMPTY', 0), area('UNKNOWN', null)],
    [point('PIER'), point('NEW')],
    (place, at) =>
      [
        [5, 50],
        [null, null],
        [50, undefined],
        [5, undefined],
        [5, 50],
      ][place]?.[at],
  );

  it('is unreachable at any threshold, and what is not computed is not known to be uncovered', async () => {
    const { parts, nearest } = await coverageOf(island, 240);
    expect(parts.residents).toEqual({
      covered: 90,
      coveredTwice: 70,
      total: 120,
      undetermined: 0,
      notStated: 1,
    });
    expect(nearest.firstPoint[1]).toBe(-1);
    const half = await coverageOf(island, 30);
    expect(half.parts.residents).toMatchObject({ covered: 70, total: 120, undetermined: 20 });
    // The place with nobody is covered, and counts as a place.
    expect(half.parts.demandAreas).toMatchObject({ covered: 3, total: 5 });
  });

  it('comes first among the gaps, and the road last', async () => {
    const { nearest, counted } = await coverageOf(island, 30);
    const gaps = coverageGaps(island.facts, nearest, 30 * 60, {
      counted,
      hasPoints: true,
      kind: null,
      order: 'FARTHEST',
    });
    expect(gaps.map(({ place, reason, seconds }) => [place, reason, seconds])).toEqual([
      [1, 'UNREACHABLE', null],
      [2, 'NOT_COMPUTED', 3000],
    ]);
  });
});

describe('how the circle closes', () => {
  // Four areas of 10, each reached by the point of its number alone. P0 from 24 June 2025, P1 from 24 December 2025, P2 planned for
  // 1 August 2026, P3 for 1 October 2026. P0 is suspended in March 2026 and comes back in April.
  const scene = sceneOf(
    [0, 1, 2, 3].map((index) => area(`A${index}`, 10)),
    [
      point('P0', [
        { status: 'OPERATING', validFrom: '2025-06-24' },
        { status: 'SUSPENDED', validFrom: '2026-03-01' },
        { status: 'OPERATING', validFrom: '2026-04-01' },
      ]),
      point('P1', [{ status: 'OPERATING', validFrom: '2025-12-24' }]),
      point('P2', [{ status: 'OPERATING', validFrom: '2026-08-01' }]),
      point('P3', [{ status: 'OPERATING', validFrom: '2026-10-01' }]),
    ],
    (place, at) => (place === at ? 5 : 60),
  );

  it('is a step on every dated fact, with its cause', async () => {
    const { steps } = await progressOf(scene, 30);
    expect(
      steps.map(({ on, parts, causes }) => [on, parts.residents.covered, causes.map(({ kind }) => kind)]),
    ).toEqual([
      ['2025-06-23', 0, []],
      ['2025-06-24', 10, ['POINT_OPENED']],
      ['2025-12-24', 20, ['POINT_OPENED']],
      ['2026-03-01', 10, ['POINT_SUSPENDED']],
      ['2026-04-01', 20, ['POINT_RESUMED']],
      ['2026-08-01', 30, ['POINT_OPENED']],
      ['2026-10-01', 40, ['POINT_OPENED']],
    ]);
  });

  it('at the pace of the last twelve months: 10 in a year, 20 to go, two years', async () => {
    const { steps } = await progressOf(scene, 30);
    const pace = paceOf(steps, 'RESIDENTS', TODAY);
    // On 24 June 2025 ten were covered already.
    expect(pace.since).toBe('2025-06-24');
    expect(pace.perMonth).toBeCloseTo(10 / 12, 2);
    expect(circleClosing({ steps, openings: [] }, 'RESIDENTS', 1, TODAY).onAtPace).toBe('2028-06-23');
  });

  it('against targets: what is planned by the day due decides', async () => {
    const progress = await progressOf(scene, 30);
    const standing = (value: number, dueOn: string) =>
      targetStanding(progress, { subject: 'RESIDENTS', value, dueOn }, TODAY).status;
    expect(standing(0.75, '2026-08-01')).toBe('ON_TRACK');
    expect(standing(0.75, '2026-07-31')).toBe('AT_RISK');
    expect(standing(0.5, '2026-01-01')).toBe('MET');
    expect(standing(0.5, '2026-03-15')).toBe('MISSED');
    expect(standing(0.5, TODAY)).toBe('ON_TRACK');
  });

  it('a day that has nothing to cover is no success', async () => {
    const nobody = sceneOf([area('A', 0)], [point('P')], () => 5);
    const progress = await progressOf(nobody, 30);
    expect(targetStanding(progress, { subject: 'RESIDENTS', value: 1, dueOn: TODAY }, TODAY)).toMatchObject({
      status: 'NOTHING_TO_COVER',
      now: { value: null },
    });
    expect(circleClosing(progress, 'RESIDENTS', 1, TODAY).remaining).toBeNull();
  });

  it('a pace that is younger than a month is none', async () => {
    const young = sceneOf(
      [area('A', 10)],
      [point('P', [{ status: 'OPERATING', validFrom: '2026-06-01' }])],
      () => 5,
    );
    expect(paceOf((await progressOf(young, 30)).steps, 'RESIDENTS', TODAY).perMonth).toBeNull();
  });
});

describe('of several planned openings', () => {
  const planned = (code: string, validFrom: string) => point(code, [{ status: 'OPERATING', validFrom }]);
  // Both areas are reached by every point; SOON and NEAR open before LATE, and NEAR is the nearer of the two.
  const scene = sceneOf(
    [
      area('A', 10),
      area('B', 10),
      building('NEW', { status: 'PLANNED', openedOn: '2027-01-01', closedOn: null }),
    ],
    [planned('LATE', '2026-12-01'), planned('SOON', '2026-09-01'), planned('NEAR', '2026-09-01')],
    (place, at) => (place === 1 && at === 1 ? 60 : [5, 20, 10][at]),
  );

  it('the earliest closes a gap, and of one day the nearest', () => {
    const closing = (place: number) =>
      gapClosing(scene.aligned, scene.facts, place, {
        after: TODAY,
        thresholdSeconds: 30 * 60,
        serves: () => true,
      });
    expect(closing(0)).toEqual({ point: 2, seconds: 600, on: '2026-09-01' });
  });

  it('a target takes the fewest from the next on: of one day not those that come after it is reached', async () => {
    const progress = await progressOf(scene, 30);
    const needed = (value: number) =>
      circleClosing(progress, 'RESIDENTS', value, TODAY).openings.map(({ point: index }) => index);
    // SOON covers A, NEAR then B; LATE is never needed.
    expect(needed(0.5)).toEqual([1]);
    expect(needed(1)).toEqual([1, 2]);
  });

  it('a building that is not in use yet is nothing that an opening adds', async () => {
    const { openings, steps } = await progressOf(scene, 30);
    expect(openings.map(({ added }) => added.keyBuildings)).toEqual([0, 0, 0]);
    expect(steps.at(-1)?.parts.keyBuildings).toMatchObject({ covered: 1, total: 1 });
  });
});
