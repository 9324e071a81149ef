import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { area, building, point, type Scene, sceneOf } from '../../test/coverage-scene.ts';
import { SERVICE_POINT_STATUSES } from '../service-points/service-point.entity.ts';
import { statusOn } from '../service-points/status-on.ts';
import type { StatusFrom } from './coverage-facts.ts';
import { coverageProgress, stepOn } from './coverage-progress.ts';
import {
  type CoverageParts,
  countedPlaces,
  coverageLevels,
  SHARES,
  sharesByGroup,
  sharesOf,
} from './coverage-shares.ts';
import { eligiblePoints, type PointFilter } from './eligible-points.ts';
import { nearestPoints } from './nearest-points.ts';

const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-06-${String(date).padStart(2, '0')}`);

const statuses: fc.Arbitrary<readonly StatusFrom[]> = fc
  .uniqueArray(fc.record({ status: fc.constantFrom(...SERVICE_POINT_STATUSES), validFrom: day }), {
    selector: ({ validFrom }) => validFrom,
    maxLength: 4,
  })
  .map((dated) => dated.toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1)));

const hours = fc.option(
  fc.array(
    fc.record({
      weekday: fc.constantFrom(5, 6),
      open: fc.constantFrom('00:00', '08:30'),
      close: fc.constantFrom('12:00', '24:00'),
    }),
    { maxLength: 3 },
  ),
);

const town = fc.constantFrom('east', 'west', null);
const stated = fc.option(fc.integer({ min: 0, max: 50 }));

const inUse = fc.oneof(
  fc.constant({ status: 'IN_USE' as const, openedOn: null, closedOn: null }),
  day.map((openedOn) => ({ status: 'IN_USE' as const, openedOn, closedOn: null })),
  fc
    .tuple(day, day)
    .filter(([opened, closed]) => opened < closed)
    .map(([openedOn, closedOn]) => ({ status: 'CLOSED' as const, openedOn, closedOn })),
  fc.constant({ status: 'PLANNED' as const, openedOn: null, closedOn: null }),
);

const scene: fc.Arbitrary<Scene> = fc
  .record({
    areas: fc.array(fc.tuple(stated, town), { maxLength: 6 }),
    buildings: fc.array(fc.tuple(inUse, town), { maxLength: 3 }),
    points: fc.array(
      fc.tuple(
        statuses,
        fc.record({
          openingHours: hours,
          handledItemCodes: fc.option(fc.subarray(['I1', 'I2'])),
          position: fc.option(fc.constant([0, 0] as const), { freq: 4 }),
        }),
      ),
      { maxLength: 5 },
    ),
  })
  .chain(({ areas, buildings, points }) => {
    const places = [
      ...areas.map(([residents, townOrStreet], index) => area(`A${index}`, residents, townOrStreet)),
      ...buildings.map(([use, townOrStreet], index) => building(`B${index}`, use, townOrStreet)),
    ];
    const count = places.length * points.length;
    return fc
      .array(
        fc.oneof(
          { weight: 6, arbitrary: fc.integer({ min: 0, max: 60 }) },
          fc.constant(null),
          fc.constant(undefined),
        ),
        {
          minLength: count,
          maxLength: count,
        },
      )
      .map((minutes) =>
        sceneOf(
          places,
          points.map(([dated, more], index) => point(`P${index}`, dated, more)),
          (place, at) => minutes[place * points.length + at],
        ),
      );
  });

const filter: fc.Arbitrary<PointFilter> = fc.record({
  on: day,
  at: fc.option(
    fc.record({
      weekday: fc.constantFrom(5, 6),
      time: fc.constantFrom('00:00', '08:30', '12:00', '23:59'),
    }),
  ),
  serviceItem: fc.option(fc.constantFrom('I1', 'I2')),
  servicePoints: fc.option(fc.subarray(['P0', 'P1', 'P2', 'P3', 'P4']).map((codes) => new Set(codes))),
});

const threshold = fc.integer({ min: 0, max: 60 });

async function levelsOf({ facts, aligned }: Scene, eligible: readonly number[], minutes: number) {
  return coverageLevels(await nearestPoints(aligned, facts, eligible), minutes * 60);
}

async function partsOf(from: Scene, asked: PointFilter, minutes: number): Promise<CoverageParts> {
  const levels = await levelsOf(from, eligiblePoints(from.facts, asked), minutes);
  return sharesOf(from.facts.places, levels, countedPlaces(from.facts.places, asked.on, null));
}

/** Coverage as it is defined, without an idea of speed: for every counted place every pair, for every point every condition. */
function bruteForce({ facts, aligned }: Scene, asked: PointFilter, minutes: number): CoverageParts {
  const sums = Object.fromEntries(
    SHARES.map((share) => [share, { covered: 0, coveredTwice: 0, total: 0, undetermined: 0, notStated: 0 }]),
  ) as unknown as Record<(typeof SHARES)[number], Record<keyof CoverageParts['residents'], number>>;
  facts.places.forEach((place, placeIndex) => {
    if (place.inUse !== null) {
      const { status, openedOn, closedOn } = place.inUse;
      const hasOpened = openedOn === null ? status !== 'PLANNED' : openedOn <= asked.on;
      if (!hasOpened || (closedOn !== null && closedOn <= asked.on)) {
        return;
      }
    }
    let within = 0;
    let unknown = 0;
    facts.points.forEach((each, pointIndex) => {
      const status = each.statuses.filter(({ validFrom }) => validFrom <= asked.on).at(-1)?.status;
      const spans =
        each.openingHours ??
        [1, 2, 3, 4, 5].flatMap((weekday) => facts.standardHours.map((span) => ({ weekday, ...span })));
      const isOpen =
        asked.at === null ||
        spans.some(
          (span) =>
            span.weekday === asked.at?.weekday && span.open <= asked.at.time && span.close > asked.at.time,
        );
      const handles =
        asked.serviceItem === null ||
        each.handledItemCodes === null ||
        each.handledItemCodes.includes(asked.serviceItem);
      const isChosen = asked.servicePoints === null || asked.servicePoints.has(each.code);
      if (status === 'OPERATING' && isOpen && handles && isChosen && each.position !== null) {
        const seconds = aligned.times.seconds[placeIndex * facts.points.length + pointIndex] ?? 0;
        within += seconds <= minutes * 60 ? 1 : 0;
        unknown += seconds === 65_534 ? 1 : 0;
      }
    });
    const add = (share: (typeof SHARES)[number], size: number | null) => {
      if (size === null) {
        sums[share].notStated += 1;
        return;
      }
      sums[share].total += size;
      sums[share].covered += within >= 1 ? size : 0;
      sums[share].coveredTwice += within >= 2 ? size : 0;
      sums[share].undetermined += within === 0 && unknown > 0 ? size : 0;
    };
    if (place.kind === 'KEY_BUILDING') {
      add('keyBuildings', 1);
    } else {
      add('demandAreas', 1);
      add('residents', place.residents);
      add('enterprises', place.enterprises);
    }
  });
  return sums;
}

describe('coverage', () => {
  it('is what brute force over the matrix gives, for any filter', async () => {
    await fc.assert(
      fc.asyncProperty(scene, filter, threshold, async (from, asked, minutes) => {
        expect(await partsOf(from, asked, minutes)).toEqual(bruteForce(from, asked, minutes));
      }),
      { numRuns: 500 },
    );
  });

  it('never falls when the threshold grows, and twice is never more than once', async () => {
    await fc.assert(
      fc.asyncProperty(scene, filter, threshold, threshold, async (from, asked, one, other) => {
        const [less, more] = [
          await partsOf(from, asked, Math.min(one, other)),
          await partsOf(from, asked, Math.max(one, other)),
        ];
        for (const share of SHARES) {
          expect(more[share].covered).toBeGreaterThanOrEqual(less[share].covered);
          expect(more[share].coveredTwice).toBeGreaterThanOrEqual(less[share].coveredTwice);
          expect(less[share].coveredTwice).toBeLessThanOrEqual(less[share].covered);
          expect(less[share].covered + less[share].undetermined).toBeLessThanOrEqual(less[share].total);
          expect(more[share].total).toBe(less[share].total);
        }
      }),
    );
  });

  it('never falls when points are added, hours are no longer asked for, or any item will do', async () => {
    await fc.assert(
      fc.asyncProperty(scene, filter, threshold, async (from, asked, minutes) => {
        const narrow = await partsOf(from, asked, minutes);
        for (const wider of [
          { ...asked, servicePoints: null },
          { ...asked, at: null },
          { ...asked, serviceItem: null },
        ]) {
          const wide = await partsOf(from, wider, minutes);
          for (const share of SHARES) {
            expect(wide[share].covered).toBeGreaterThanOrEqual(narrow[share].covered);
          }
        }
      }),
    );
  });

  it('of the towns adds up to the whole, those of no town among them', async () => {
    await fc.assert(
      fc.asyncProperty(scene, filter, threshold, async (from, asked, minutes) => {
        const levels = await levelsOf(from, eligiblePoints(from.facts, asked), minutes);
        const counted = countedPlaces(from.facts.places, asked.on, null);
        const whole = sharesOf(from.facts.places, levels, counted);
        const groups = [
          ...sharesByGroup(from.facts.places, levels, counted, ({ townOrStreet }) => townOrStreet).values(),
        ];
        for (const share of SHARES) {
          for (const part of ['covered', 'coveredTwice', 'total', 'undetermined', 'notStated'] as const) {
            expect(groups.reduce((sum, group) => sum + group[share][part], 0)).toBe(whole[share][part]);
          }
        }
      }),
    );
  });
});

describe('progress', () => {
  const progressOf = ({ facts, aligned }: Scene, minutes: number) =>
    coverageProgress(facts, aligned, {
      thresholdSeconds: minutes * 60,
      townsOrStreets: null,
      serves: () => true,
      today: '2026-06-14',
    });
  const everyPoint = (on: string): PointFilter => ({ on, at: null, serviceItem: null, servicePoints: null });

  it('on every day is the coverage of that day', async () => {
    await fc.assert(
      fc.asyncProperty(scene, day, threshold, async (from, on, minutes) => {
        const { steps } = await progressOf(from, minutes);
        const [first] = steps;
        // Before the first step nothing is dated: the series begins there.
        if (first && on >= first.on) {
          const step = stepOn(steps, on);
          expect(step.parts).toEqual(await partsOf(from, everyPoint(on), minutes));
          expect(step.pointsOperating).toBe(eligiblePoints(from.facts, everyPoint(on)).length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never moves without a dated cause, and no cause is made up', async () => {
    await fc.assert(
      fc.asyncProperty(scene, threshold, async (from, minutes) => {
        const { steps } = await progressOf(from, minutes);
        steps.slice(1).forEach((step, before) => {
          expect(step.causes.length).toBeGreaterThan(0);
          expect(step.on > (steps[before]?.on ?? '')).toBe(true);
          for (const { kind, index, on } of step.causes) {
            expect(on).toBe(step.on);
            if (kind === 'BUILDING_OPENED' || kind === 'BUILDING_CLOSED') {
              const use = from.facts.places[index]?.inUse;
              expect(kind === 'BUILDING_OPENED' ? use?.openedOn : use?.closedOn).toBe(on);
            } else {
              const operates = statusOn(from.facts.points[index]?.statuses ?? [], on) === 'OPERATING';
              expect(operates).toBe(kind === 'POINT_OPENED' || kind === 'POINT_RESUMED');
            }
          }
        });
      }),
    );
  });

  it('what openings added, less what stopped, is what was covered at last: with nothing that stops, exactly', async () => {
    const onlyOpenings = scene.filter(
      ({ facts }) =>
        facts.places.every(({ kind }) => kind === 'DEMAND_AREA') &&
        facts.points.every(({ statuses: dated }) => dated.every(({ status }) => status === 'OPERATING')),
    );
    await fc.assert(
      fc.asyncProperty(onlyOpenings, threshold, async (from, minutes) => {
        const { steps, openings } = await progressOf(from, minutes);
        const added = openings.reduce((sum, opening) => sum + opening.added.residents, 0);
        expect(added).toBe(steps.at(-1)?.parts.residents.covered);
      }),
      { numRuns: 50 },
    );
  });
});
