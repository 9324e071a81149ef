import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_AREA, NO_BUILDING, NO_POINT, writeDistrict } from './coverage-district.ts';
import { runQuery, tryQuery } from './run-query.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

// A line on the equator, where a hundredth of a degree is 1,043.93 s on foot by the estimate: 1,044 s, 17.4 minutes. Today is
// Wednesday 24 June 2026.
//
//   longitude   0.00   0.01   0.02   0.03   0.04   0.05   0.09
//   areas       A0     A1     A2     A3     A4     A5
//   residents   100    200    –      0      400    50
//   town        east   east   east   west   west   none
//   points      P0                                 P5     (P9 has no coordinates)
//   buildings   B0                   B3
//
// P0 operates since 2025, Monday to Friday 09:00 to 17:00. P5 is in preparation and opens on 1 September 2026; it is open on Saturdays from
// 10:00 to 12:00 only and handles I1 alone. B0 has P0 inside by its footprint. B3 opens on 1 July 2026.
const CLOCK = { clock: () => new Date('2026-06-24T02:00:00Z') };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const area = (code: string, longitude: number, town: string | null, residents: number | null) => ({
    ...NO_AREA,
    code,
    longitude,
    town,
    residents,
    enterprises: 10,
  });
  await writeDistrict(database.pool, {
    code: 'LINE',
    areas: [
      area('A0', 0, 'east', 100),
      area('A1', 0.01, 'east', 200),
      area('A2', 0.02, 'east', null),
      area('A3', 0.03, 'west', 0),
      area('A4', 0.04, 'west', 400),
      area('A5', 0.05, null, 50),
    ],
    buildings: [
      {
        ...NO_BUILDING,
        code: 'B0',
        town: 'east',
        footprint: {
          type: 'Polygon',
          coordinates: [
            [
              [-0.001, -0.001],
              [0.001, -0.001],
              [0.001, 0.001],
              [-0.001, 0.001],
              [-0.001, -0.001],
            ],
          ],
        },
      },
      {
        ...NO_BUILDING,
        code: 'B3',
        town: 'west',
        longitude: 0.03,
        status: 'PLANNED',
        openedOn: '2026-07-01',
      },
    ],
    points: [
      { ...NO_POINT, code: 'P0', longitude: 0, latitude: 0, statuses: [['OPERATING', '2025-01-01']] },
      {
        ...NO_POINT,
        code: 'P5',
        longitude: 0.05,
        latitude: 0,
        openingHours: [{ weekday: 6, open: '10:00', close: '12:00' }],
        handledItemCodes: ['I1'],
        statuses: [
          ['PREPARING', '2026-01-01'],
          ['OPERATING', '2026-09-01'],
        ],
      },
      { ...NO_POINT, code: 'P9', statuses: [['OPERATING', '2026-03-01']] },
    ],
    items: ['I1', 'I2'],
  });
});
afterAll(() => database.close());

const SHARE =
  '{ covered { numerator denominator value } coveredTwice { numerator denominator } undetermined notStated }';
const FIGURES = `{ residents ${SHARE} enterprises ${SHARE} keyBuildings ${SHARE} demandAreas ${SHARE} }`;
const COVERAGE = `query ($where: CoverageInput!) { coverage(bureau: "LINE", where: $where) {
  on mode thresholdMinutes basis { source detourFactor speedKilometresPerHour calibrationPairs attribution } pointsOpen servicePoints
  figures ${FIGURES} buildingReach { inside { numerator denominator } withinTenMinutesWalk { numerator denominator } }
  groups { townOrStreet figures ${FIGURES} } equity { worstTownOrStreet spread dissimilarity }
  exceptions { pairsNotComputed placesNotComputed unreachablePlaces pointsWithoutCoordinates } } }`;

interface Share {
  readonly covered: {
    readonly numerator: number;
    readonly denominator: number;
    readonly value: number | null;
  };
  readonly coveredTwice: { readonly numerator: number; readonly denominator: number };
  readonly undetermined: number;
  readonly notStated: number;
}
type Figures = Readonly<Record<'residents' | 'enterprises' | 'keyBuildings' | 'demandAreas', Share>>;

interface Answer {
  readonly on: string;
  readonly basis: object;
  readonly pointsOpen: number;
  readonly servicePoints: readonly string[];
  readonly figures: Figures;
  readonly buildingReach: object;
  readonly groups: readonly { readonly townOrStreet: string | null; readonly figures: Figures }[];
  readonly equity: object;
  readonly exceptions: object;
}

async function ask(where: object = {}): Promise<Answer> {
  const { coverage } = await runQuery<{ coverage: Answer }>(database, COVERAGE, { where }, CLOCK);
  return coverage;
}

const residentsCovered = async (where: object) => {
  const { covered } = (await ask(where)).figures.residents;
  return [covered.numerator, covered.denominator];
};

describe('coverage of a line', () => {
  it('within 30 minutes on foot is the point and the area 17.4 minutes away', async () => {
    const answer = await ask();
    expect(answer.on).toBe('2026-06-24');
    expect(answer.figures.residents.covered).toEqual({ numerator: 300, denominator: 750, value: 0.4 });
    expect(answer.figures.residents.notStated).toBe(1);
    expect(answer.figures.enterprises.covered).toMatchObject({ numerator: 20, denominator: 60 });
    expect(answer.figures.demandAreas.covered).toMatchObject({ numerator: 2, denominator: 6 });
    expect(answer.figures.residents.coveredTwice).toEqual({ numerator: 0, denominator: 750 });
    expect(answer.servicePoints).toEqual(['P0', 'P9']);
    expect(answer.exceptions).toEqual({
      pairsNotComputed: 0,
      placesNotComputed: 0,
      unreachablePlaces: 0,
      pointsWithoutCoordinates: ['P9'],
    });
    expect(answer.basis).toMatchObject({ source: 'ESTIMATE', calibrationPairs: 0, attribution: null });
  });

  it('counts a building from the day it opens, and reaches it by its footprint', async () => {
    const now = await ask();
    expect(now.figures.keyBuildings.covered).toMatchObject({ numerator: 1, denominator: 1 });
    expect(now.buildingReach).toEqual({
      inside: { numerator: 1, denominator: 1 },
      withinTenMinutesWalk: { numerator: 1, denominator: 1 },
    });
    const later = await ask({ on: '2026-07-01' });
    expect(later.figures.keyBuildings.covered).toMatchObject({ numerator: 1, denominator: 2 });
  });

  it('adds up by town and street, the areas of none last; nobody living somewhere is no rate', async () => {
    const { groups, equity } = await ask();
    expect(
      groups.map(({ townOrStreet, figures }) => [
        townOrStreet,
        figures.residents.covered.numerator,
        figures.residents.covered.denominator,
      ]),
    ).toEqual([
      ['east', 300, 300],
      ['west', 0, 400],
      [null, 0, 50],
    ]);
    // All of east, nothing of west: as uneven as can be.
    expect(equity).toEqual({ worstTownOrStreet: 'west', spread: 1, dissimilarity: 1 });
  });

  it('grows with the threshold: 35 minutes reach 0.02, 53 reach 0.03', async () => {
    expect((await ask({ thresholdMinutes: 34 })).figures.demandAreas.covered.numerator).toBe(2);
    // 2,088 s are 34.8 minutes.
    expect((await ask({ thresholdMinutes: 35 })).figures.demandAreas.covered.numerator).toBe(3);
    expect(await residentsCovered({ thresholdMinutes: 240 })).toEqual([750, 750]);
  });

  it('is faster by bicycle: 17.4 minutes on foot are 5.9 at 15 km/h', async () => {
    expect(await residentsCovered({ mode: 'CYCLE', thresholdMinutes: 6 })).toEqual([300, 750]);
    expect(await residentsCovered({ mode: 'WALK', thresholdMinutes: 6 })).toEqual([100, 750]);
  });

  it('on a planned day has the planned point', async () => {
    expect(await residentsCovered({ on: '2026-08-31' })).toEqual([300, 750]);
    expect(await residentsCovered({ on: '2026-09-01' })).toEqual([750, 750]);
    expect(await residentsCovered({ on: '2024-12-31' })).toEqual([0, 750]);
  });

  it('at a weekday and hour has the points open then, by their own hours or the standard ones', async () => {
    const on = '2026-09-01';
    expect(await residentsCovered({ on, at: { weekday: 3, time: '09:00' } })).toEqual([300, 750]);
    expect(await residentsCovered({ on, at: { weekday: 3, time: '17:00' } })).toEqual([0, 750]);
    expect(await residentsCovered({ on, at: { weekday: 6, time: '11:59' } })).toEqual([450, 750]);
    expect(await residentsCovered({ on, at: { weekday: 7, time: '11:00' } })).toEqual([0, 750]);
  });

  it('for an item has the points that handle it; a point that states none handles all', async () => {
    const on = '2026-09-01';
    expect(await residentsCovered({ on, serviceItem: 'I1' })).toEqual([750, 750]);
    expect(await residentsCovered({ on, serviceItem: 'I2' })).toEqual([300, 750]);
    expect(await residentsCovered({ on, servicePoints: ['P5'] })).toEqual([450, 750]);
    expect(await residentsCovered({ on, townsOrStreets: ['west'] })).toEqual([400, 400]);
  });

  it('refuses with a code what it cannot answer', async () => {
    const codeOf = async (where: object) =>
      (await tryQuery(database, COVERAGE, { where }, CLOCK)).errors.map(({ code }) => code);
    expect(await codeOf({ thresholdMinutes: 0 })).toEqual(['THRESHOLD_MINUTES']);
    expect(await codeOf({ thresholdMinutes: 241 })).toEqual(['THRESHOLD_MINUTES']);
    expect(await codeOf({ at: { weekday: 8, time: '09:00' } })).toEqual(['OPEN_AT']);
    expect(await codeOf({ at: { weekday: 1, time: '24:00' } })).toEqual(['OPEN_AT']);
    expect(await codeOf({ serviceItem: 'I9' })).toEqual(['UNKNOWN_SERVICE_ITEM']);
    expect(await codeOf({ servicePoints: ['P0', 'PX'] })).toEqual(['UNKNOWN_SERVICE_POINT']);
    expect(await codeOf({ townsOrStreets: ['north'] })).toEqual(['UNKNOWN_TOWN_OR_STREET']);
  });
});

describe('the gap list of a line', () => {
  const GAPS = `query ($where: CoverageInput!, $order: CoverageGapOrder!, $first: Int!, $after: String) {
    coverageGaps(bureau: "LINE", where: $where, order: $order, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
      edges { node { place { kind code residents } reason nearest { code } nearestMinutes minutesOver closedBy { point { code } minutes on } } } } }`;

  interface Gaps {
    readonly coverageGaps: {
      readonly totalCount: number;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      readonly edges: readonly { readonly node: { readonly place: { readonly code: string } } }[];
    };
  }

  it('is worst first, says how far, and which planned opening closes each', async () => {
    const { coverageGaps } = await runQuery<Gaps>(
      database,
      GAPS,
      { where: {}, order: 'FARTHEST', first: 10 },
      CLOCK,
    );
    expect(coverageGaps.edges.map(({ node }) => node.place.code)).toEqual(['A5', 'A4', 'A3', 'A2']);
    expect(coverageGaps.edges[0]?.node).toEqual({
      place: { kind: 'DEMAND_AREA', code: 'A5', residents: 50 },
      reason: 'TOO_FAR',
      nearest: { code: 'P0' },
      // 5 × 1,043.93 s
      nearestMinutes: 5220 / 60,
      minutesOver: 57,
      closedBy: { point: { code: 'P5' }, minutes: 0, on: '2026-09-01' },
    });
    expect(coverageGaps.edges[3]?.node).toMatchObject({ closedBy: null });
  });

  it('pages without losing a place, and by residents has the most first', async () => {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: Gaps = await runQuery(
        database,
        GAPS,
        { where: {}, order: 'MOST_RESIDENTS', first: 1, after },
        CLOCK,
      );
      seen.push(...page.coverageGaps.edges.map(({ node }) => node.place.code));
      after = page.coverageGaps.pageInfo.endCursor;
      more = page.coverageGaps.pageInfo.hasNextPage;
      expect(page.coverageGaps.totalCount).toBe(4);
    }
    expect(seen).toEqual(['A4', 'A5', 'A3', 'A2']);
  });

  it('says that nothing is open where nothing is', async () => {
    const { coverageGaps } = await runQuery<Gaps>(
      database,
      GAPS,
      { where: { on: '2024-01-01' }, order: 'FARTHEST', first: 10 },
      CLOCK,
    );
    expect(coverageGaps.totalCount).toBe(7);
    expect(coverageGaps.edges[0]?.node).toMatchObject({ reason: 'NO_POINT_OPEN', nearestMinutes: null });
  });
});

describe('one place', () => {
  it('tells its nearest points, and how that changed', async () => {
    const { placeCoverage } = await runQuery<{ placeCoverage: object }>(
      database,
      `{ placeCoverage(bureau: "LINE", kind: DEMAND_AREA, code: "A4") {
           on isCounted isCovered place { residents } nearest { point { code } minutes } second { point { code } } withinThreshold { minutes }
           buildingReach pointsInside { code } closedBy { on } history { on nearest { code } minutes isCovered isPlanned } } }`,
      {},
      CLOCK,
    );
    expect(placeCoverage).toEqual({
      on: '2026-06-24',
      isCounted: true,
      isCovered: false,
      place: { residents: 400 },
      nearest: { point: { code: 'P0' }, minutes: 4176 / 60 },
      second: null,
      withinThreshold: [],
      buildingReach: null,
      pointsInside: [],
      closedBy: { on: '2026-09-01' },
      history: [
        { on: '2025-01-01', nearest: { code: 'P0' }, minutes: 4176 / 60, isCovered: false, isPlanned: false },
        { on: '2026-09-01', nearest: { code: 'P5' }, minutes: 17.4, isCovered: true, isPlanned: true },
      ],
    });
  });

  it('of a building tells what is inside; of no such code, null', async () => {
    const answer = await runQuery<object>(
      database,
      `{ b: placeCoverage(bureau: "LINE", kind: KEY_BUILDING, code: "B0") { buildingReach isCovered pointsInside { code } }
         none: placeCoverage(bureau: "LINE", kind: KEY_BUILDING, code: "A4") { on } }`,
      {},
      CLOCK,
    );
    expect(answer).toEqual({
      b: { buildingReach: 'INSIDE', isCovered: true, pointsInside: [{ code: 'P0' }] },
      none: null,
    });
  });
});

it('the map tells the minutes of every place, in columns', async () => {
  const { coverageMap } = await runQuery<{ coverageMap: object }>(
    database,
    `{ coverageMap(bureau: "LINE") { dataVersion
         demandAreas { codes nearestMinutes secondMinutes isCounted isUndetermined } keyBuildings { codes isCounted }
         points { code status isOpen plannedOn longitude } } }`,
    {},
    CLOCK,
  );
  expect(coverageMap).toEqual({
    dataVersion: 0,
    demandAreas: {
      codes: ['A0', 'A1', 'A2', 'A3', 'A4', 'A5'],
      nearestMinutes: [0, 17.4, 34.8, 52.2, 69.6, 87],
      secondMinutes: [null, null, null, null, null, null],
      isCounted: [true, true, true, true, true, true],
      isUndetermined: [false, false, false, false, false, false],
    },
    keyBuildings: { codes: ['B0', 'B3'], isCounted: [true, false] },
    points: [
      { code: 'P0', status: 'OPERATING', isOpen: true, plannedOn: null, longitude: 0 },
      { code: 'P5', status: 'PREPARING', isOpen: false, plannedOn: '2026-09-01', longitude: 0.05 },
      { code: 'P9', status: 'OPERATING', isOpen: true, plannedOn: null, longitude: null },
    ],
  });
});

it('progress moves on dated facts alone, and says what each opening added and when the circle closes', async () => {
  const { coverageProgress } = await runQuery<{ coverageProgress: object }>(
    database,
    `{ coverageProgress(bureau: "LINE") { today
         series { on isPlanned pointsOperating figures { residents { covered { numerator } } } buildingReachInside { numerator denominator }
           causes { kind code } }
         openings { point { code } on isPlanned added { residents keyBuildings } aloneToday { residents } }
         withoutDate { point { code } } targets { status } pace { subject since perMonth uncovered closesOn } } }`,
    {},
    CLOCK,
  );
  const step = (
    on: string,
    residents: number,
    points: number,
    inside: [number, number],
    causes: object[],
  ) => ({
    on,
    isPlanned: on > '2026-06-24',
    pointsOperating: points,
    figures: { residents: { covered: { numerator: residents } } },
    buildingReachInside: { numerator: inside[0], denominator: inside[1] },
    causes,
  });
  expect(coverageProgress).toMatchObject({
    today: '2026-06-24',
    series: [
      step('2024-12-31', 0, 0, [0, 1], []),
      step('2025-01-01', 300, 1, [1, 1], [{ kind: 'POINT_OPENED', code: 'P0' }]),
      step('2026-03-01', 300, 2, [1, 1], [{ kind: 'POINT_OPENED', code: 'P9' }]),
      step('2026-07-01', 300, 2, [1, 2], [{ kind: 'BUILDING_OPENED', code: 'B3' }]),
      step('2026-09-01', 750, 3, [1, 2], [{ kind: 'POINT_OPENED', code: 'P5' }]),
    ],
    openings: [
      {
        point: { code: 'P0' },
        on: '2025-01-01',
        isPlanned: false,
        added: { residents: 300, keyBuildings: 1 },
        aloneToday: { residents: 300 },
      },
      { point: { code: 'P9' }, added: { residents: 0, keyBuildings: 0 }, aloneToday: { residents: 0 } },
      // A4 and A5; the building at 0.03 is 34.8 minutes away.
      {
        point: { code: 'P5' },
        isPlanned: true,
        added: { residents: 450, keyBuildings: 0 },
        aloneToday: null,
      },
    ],
    withoutDate: [],
    targets: [],
    // Nothing was newly covered in the twelve months before.
    pace: [
      { subject: 'RESIDENTS', since: '2025-06-24', perMonth: 0, uncovered: 450, closesOn: null },
      { subject: 'ENTERPRISES' },
      { subject: 'KEY_BUILDINGS', uncovered: 0, closesOn: null },
      { subject: 'BUILDING_REACH' },
    ],
  });
});
