import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../src/demonstration/random.ts';
import { NO_AREA, NO_BUILDING, NO_POINT, writeDistrict } from './coverage-district.ts';
import { runQuery, tryQuery } from './run-query.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

// A town made at random, seeded; its coverage by the API against plain SQL over distances in the database.

const CLOCK = { clock: () => new Date('2026-06-24T02:00:00Z') };
const TOWNS = ['east', 'west', 'north', null];
const DAYS = ['2024-05-01', '2025-01-01', '2026-03-01', '2026-09-01'];

let database: TestDatabase;
const random = createRandom(20_260_624);
const below = (most: number) => Math.floor(random.next() * most);
const oneOf = <Value>(values: readonly Value[]): Value => values[below(values.length)] as Value;
const at = () => ({ longitude: 108.3 + random.next() * 0.08, latitude: 22.8 + random.next() * 0.08 });

beforeAll(async () => {
  database = await createTestDatabase();
  await writeDistrict(database.pool, {
    code: 'RANDOM',
    areas: Array.from({ length: 150 }, (_, index) => ({
      ...NO_AREA,
      code: `A${index}`,
      town: oneOf(TOWNS),
      residents: random.next() < 0.1 ? null : below(90),
      enterprises: random.next() < 0.1 ? null : below(9),
      ...at(),
    })),
    buildings: Array.from({ length: 20 }, (_, index) => ({
      ...NO_BUILDING,
      code: `B${index}`,
      town: oneOf(TOWNS),
      openedOn: oneOf([null, ...DAYS]),
      ...at(),
    })),
    points: Array.from({ length: 30 }, (_, index) => ({
      ...NO_POINT,
      code: `P${index}`,
      ...at(),
      openingHours: oneOf([null, [{ weekday: 6, open: '10:00', close: '12:00' }]]),
      handledItemCodes: oneOf([null, ['I1'], ['I1', 'I2'], []]),
      statuses: [
        ['OPERATING', oneOf(DAYS.slice(0, 2))],
        [oneOf(['SUSPENDED', 'CLOSED', 'OPERATING']), oneOf(DAYS.slice(2))],
      ],
    })),
    items: ['I1', 'I2'],
  });
});
afterAll(() => database.close());

interface Where {
  readonly mode: 'WALK' | 'CYCLE' | 'DRIVE';
  readonly thresholdMinutes: number;
  readonly on: string;
  readonly at: { readonly weekday: number; readonly time: string } | null;
  readonly serviceItem: string | null;
  readonly townsOrStreets: readonly string[] | null;
}

const where = (): Where => ({
  mode: oneOf(['WALK', 'CYCLE', 'DRIVE']),
  thresholdMinutes: 1 + below(60),
  on: oneOf([...DAYS, '2026-06-24', '2024-04-30']),
  at: oneOf([
    null,
    { weekday: 3, time: '16:59' },
    { weekday: 6, time: '10:00' },
    { weekday: 6, time: '12:00' },
  ]),
  serviceItem: oneOf([null, 'I1', 'I2']),
  townsOrStreets: oneOf([null, ['east', 'north']]),
});

const RATE = '{ covered { numerator denominator } coveredTwice { numerator } notStated }';
const FIGURES = `{ residents ${RATE} enterprises ${RATE} keyBuildings ${RATE} demandAreas ${RATE} }`;

interface Share {
  readonly covered: { readonly numerator: number; readonly denominator: number };
  readonly coveredTwice: { readonly numerator: number };
  readonly notStated: number;
}
type Figures = Readonly<Record<'residents' | 'enterprises' | 'keyBuildings' | 'demandAreas', Share>>;

async function byApi(asked: Where): Promise<{ figures: Figures; groups: readonly { figures: Figures }[] }> {
  const { coverage } = await runQuery<{
    coverage: { figures: Figures; groups: readonly { figures: Figures }[] };
  }>(
    database,
    `query ($where: CoverageInput!) { coverage(bureau: "RANDOM", where: $where) { figures ${FIGURES} groups { figures ${FIGURES} } } }`,
    { where: asked },
    CLOCK,
  );
  return coverage;
}

const METRES_PER_SECOND = { WALK: 5.1 / 3.6, CYCLE: 15 / 3.6, DRIVE: 25 / 3.6 };

async function bySql(asked: Where): Promise<object> {
  const { rows } = await database.pool.query(
    `with open_point as (
       select p.* from service_point p
       where (select s.status from service_point_status s where s.service_point_id = p.id and s.valid_from <= $1::date
              order by s.valid_from desc limit 1) = 'OPERATING'
         and ($2::text is null or p.handled_item_codes is null or $2 = any (p.handled_item_codes))
         and ($3::int is null or case when p.opening_hours is null then $3 between 1 and 5 and $4 >= '09:00' and $4 < '17:00'
              else exists (select from jsonb_to_recordset(p.opening_hours) h (weekday int, open text, close text)
                           where h.weekday = $3 and h.open <= $4 and h.close > $4) end)
     ), place as (
       select 'area' as kind, residents, enterprises, town_or_street, longitude, latitude from demand_area
       union all
       select 'building', 1, null, town_or_street, longitude, latitude from key_building where opened_on is null or opened_on <= $1::date
     ), near as (
       select place.*, (select count(*) from open_point p
         where round(2 * 6371008.8 * asin(sqrt(power(sin(radians(p.latitude - place.latitude) / 2), 2)
           + cos(radians(place.latitude)) * cos(radians(p.latitude)) * power(sin(radians(p.longitude - place.longitude) / 2), 2)))
           * 1.33 / $5::float8) <= $6) as points
       from place where $7::text[] is null or town_or_street = any ($7)
     )
     select coalesce(sum(residents) filter (where kind = 'area' and points >= 1), 0) as residents,
       coalesce(sum(residents) filter (where kind = 'area' and points >= 2), 0) as residents_twice,
       coalesce(sum(residents) filter (where kind = 'area'), 0) as all_residents,
       count(*) filter (where kind = 'area' and residents is null) as not_stated,
       coalesce(sum(enterprises) filter (where points >= 1), 0) as enterprises,
       count(*) filter (where kind = 'building' and points >= 1) as buildings,
       count(*) filter (where kind = 'building') as all_buildings,
       count(*) filter (where kind = 'area' and points >= 1) as areas
     from near`,
    [
      asked.on,
      asked.serviceItem,
      asked.at?.weekday ?? null,
      asked.at?.time ?? null,
      METRES_PER_SECOND[asked.mode],
      asked.thresholdMinutes * 60,
      asked.townsOrStreets,
    ],
  );
  return rows[0] as object;
}

it('the API says of random questions what plain SQL over the places says', async () => {
  for (let each = 0; each < 60; each++) {
    const asked = where();
    const { figures, groups } = await byApi(asked);
    expect({
      residents: figures.residents.covered.numerator,
      residents_twice: figures.residents.coveredTwice.numerator,
      all_residents: figures.residents.covered.denominator,
      not_stated: figures.residents.notStated,
      enterprises: figures.enterprises.covered.numerator,
      buildings: figures.keyBuildings.covered.numerator,
      all_buildings: figures.keyBuildings.covered.denominator,
      areas: figures.demandAreas.covered.numerator,
    }).toEqual(await bySql(asked));
    for (const share of ['residents', 'enterprises', 'keyBuildings', 'demandAreas'] as const) {
      const sum = groups.reduce((all, group) => all + group.figures[share].covered.numerator, 0);
      expect(sum).toBe(figures[share].covered.numerator);
    }
  }
});

it('an answer takes no statement for each place or point, and reads neither again for another threshold', async () => {
  const statements = async (query: string) => {
    database.takeStatements();
    await runQuery(database, query, {}, CLOCK);
    return database.takeStatements();
  };
  const ask = (minutes: number, first: number) =>
    `{ coverage(bureau: "RANDOM", where: { thresholdMinutes: ${minutes} }) { pointsOpen groups { figures ${FIGURES} } }
       coverageMap(bureau: "RANDOM", where: { thresholdMinutes: ${minutes} }) { demandAreas { codes } }
       coverageGaps(bureau: "RANDOM", where: { thresholdMinutes: ${minutes} }, first: ${first}) { edges { node { place { code } closedBy { on } } } } }`;
  await statements(ask(5, 1));
  const few = await statements(ask(6, 1));
  // The bureau once, and for each of the three which travel times are the newest and which fit an estimate takes.
  expect(few.length).toBeLessThanOrEqual(7);
  expect(few.filter((text) => /demand_area|key_building|service_point/.test(text))).toEqual([]);
  expect(await statements(ask(7, 100))).toHaveLength(few.length);
});

it('what may be published is the shares of today at the promised half hour, and no small count', async () => {
  const { publicCoverage, coverage } = await runQuery<{
    publicCoverage: {
      figures: { residents: object };
      groups: { figures: { enterprises: { numerator: number; denominator: number } | null } }[];
    };
    coverage: { figures: { residents: { covered: object } } };
  }>(
    database,
    `{ publicCoverage(bureau: "RANDOM") { figures { residents { numerator denominator } } groups { townOrStreet figures { enterprises { numerator denominator } } } }
       coverage(bureau: "RANDOM") { figures { residents { covered { numerator denominator } } } } }`,
    {},
    CLOCK,
  );
  expect(publicCoverage.figures.residents).toEqual(coverage.figures.residents.covered);
  for (const { figures } of publicCoverage.groups) {
    const uncovered = figures.enterprises && figures.enterprises.denominator - figures.enterprises.numerator;
    expect([1, 2, 3, 4]).not.toContain(uncovered);
  }
});

describe('targets of coverage', () => {
  const SET = `mutation ($target: CoverageTargetInput!) { setCoverageTarget(bureau: "RANDOM", target: $target) {
    ... on CoverageTargetChanged { target { id value supersededAt } } ... on CoverageTargetRefused { code } } }`;
  const TARGET = {
    subject: 'RESIDENTS',
    mode: 'WALK',
    thresholdMinutes: 30,
    value: 0.5,
    dueOn: '2026-12-31',
  };
  interface Change {
    readonly setCoverageTarget: { readonly target?: { readonly id: string }; readonly code?: string };
  }
  const set = async (target: object) =>
    (await runQuery<Change>(database, SET, { target: { ...TARGET, ...target } }, CLOCK)).setCoverageTarget;

  it('take the place of their like and stay on record; the same again changes nothing', async () => {
    const first = await set({});
    expect((await set({})).target?.id).toBe(first.target?.id);
    const second = await set({ value: 0.9 });
    expect(second.target?.id).not.toBe(first.target?.id);
    const { coverageTargetHistory, coverageTargets, coverageProgress } = await runQuery<{
      coverageTargetHistory: { totalCount: number; edges: { node: object }[] };
      coverageTargets: object[];
      coverageProgress: { targets: object[] };
    }>(
      database,
      `{ coverageTargetHistory(bureau: "RANDOM", first: 1) { totalCount edges { node { value supersededBy } } }
         coverageTargets(bureau: "RANDOM") { target { value dueOn setBy } status now { denominator } remaining openingsNeeded { code } }
         coverageProgress(bureau: "RANDOM", where: { thresholdMinutes: 31 }) { targets { status } } }`,
      {},
      CLOCK,
    );
    expect(coverageTargetHistory).toEqual({
      totalCount: 2,
      edges: [{ node: { value: 0.9, supersededBy: null } }],
    });
    expect(coverageTargets).toMatchObject([
      { target: { value: 0.9, dueOn: '2026-12-31', setBy: 'OPERATOR' } },
    ]);
    // Of another threshold, so not among those of this one.
    expect(coverageProgress.targets).toEqual([]);
    await expect(database.pool.query('delete from coverage_target')).rejects.toThrow('append-only');
    await expect(database.pool.query('update coverage_target set value = 0.1')).rejects.toThrow(
      'append-only',
    );
  });

  it('are ended by their id, once', async () => {
    const { target } = await set({ dueOn: '2027-12-31' });
    const end = async () =>
      runQuery<{ endCoverageTarget: object }>(
        database,
        `mutation ($id: ID!) { endCoverageTarget(bureau: "RANDOM", id: $id) {
           ... on CoverageTargetChanged { target { id } } ... on CoverageTargetRefused { code } } }`,
        { id: target?.id },
        CLOCK,
      );
    expect(await end()).toEqual({ endCoverageTarget: { target: null } });
    expect(await end()).toEqual({ endCoverageTarget: { code: 'NOT_IN_FORCE' } });
  });

  it.each([
    [{ value: 0 }, 'VALUE_OUT_OF_RANGE'],
    [{ value: 1.01 }, 'VALUE_OUT_OF_RANGE'],
    [{ mode: null }, 'MODE_AND_THRESHOLD_NEEDED'],
    [{ thresholdMinutes: 241 }, 'THRESHOLD_OUT_OF_RANGE'],
    [{ subject: 'BUILDING_REACH' }, 'NO_MODE_OR_THRESHOLD'],
  ])('with %o are refused: %s', async (target, code) => {
    expect(await set(target)).toEqual({ code });
  });

  it('are set by the operator alone', async () => {
    await database.pool.query('update bureau set is_demonstration = true');
    const { errors } = await tryQuery(database, SET, { target: TARGET }, { ...CLOCK, role: 'GUEST' });
    expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
  });
});
