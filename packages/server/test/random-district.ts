import { createRandom, type Random } from '../src/demonstration/random.ts';
import {
  CC_BY_4,
  RELEASE_RATES,
  type ReleaseCaseload,
  type ReleaseCircle,
  type ReleaseContent,
  type ReleaseGroup,
  type ReleaseRate,
} from '../src/transparency/release-content.ts';
import type { CubeRow } from '../src/transparency/release-facts.sql.ts';
import { monthBefore } from '../src/transparency/release-figures.ts';
import { releaseVolume } from '../src/transparency/release-volume.ts';
import { withReleasedMonths } from '../src/transparency/released-months.ts';

/** An application, as far as a release counts it. */
interface Case {
  readonly point: string;
  readonly channel: string;
  readonly itemKind: string;
  readonly receivedIn: string;
  /** null: open. */
  readonly closedIn: string | null;
  readonly isTimed: boolean;
  readonly isOnTime: boolean;
  readonly isOverdue: boolean;
  readonly visits: number | null;
  readonly isFirstPass: boolean;
  readonly rating: number | null;
}

type Towns = readonly { readonly name: string; readonly covered: number; readonly total: number }[];

const MONTHS = ['2021-09', '2021-10', '2021-11'] as const;
/** One district in so many has a correction. */
export const CORRECTED_EVERY = 4;
const POINT_KINDS = ['BANK', 'POST_OFFICE', 'SERVICE_HALL'] as const;

/**
 * Consecutive releases of a small district, exact, from its applications and its towns one by one, so that everything adds up as it would:
 * October, November, and in some districts October again with some cases changed.
 */
export function randomDistrict(seed: number): ReleaseContent[] {
  const random = createRandom(seed);
  const points = Array.from({ length: random.integer(2, 3) }, (_, index) => `P${index}`);
  const cases = Array.from({ length: random.integer(12, 70) }, () => randomCase(random, points));
  const towns: Towns = Array.from({ length: random.integer(2, 4) }, (_, index) => {
    const total = random.integer(1, 60);
    return { name: `T${index}`, total, covered: random.chance(0.2) ? total : random.integer(0, total) };
  });
  const later = towns.map((town) =>
    random.chance(0.3) ? { ...town, covered: random.integer(town.covered, town.total) } : town,
  );
  const corrected = cases.flatMap((each) => (random.chance(0.05) ? [] : [each]));
  // Of the measures some, so that a district is small enough to attack many of them.
  const measures = RELEASE_RATES.filter(() => random.chance(0.5));
  const first = releaseOf('2021-10', cases, points, towns, measures);
  const releases = [
    first,
    releaseOf('2021-11', cases, points, later, measures),
    ...(seed % CORRECTED_EVERY === 0
      ? [releaseOf('2021-10', corrected, points, later, measures, first)]
      : []),
  ];
  return releases.map((release, at) => ({
    ...release,
    series: withReleasedMonths(release.series, releases.slice(0, at)),
  }));
}

function randomCase(random: Random, points: readonly string[]): Case {
  const received = random.integer(0, 2);
  const closed = random.chance(0.85) ? random.integer(received, 2) : null;
  return {
    // The first points are busier: the others have cells of a few.
    point: points[Math.floor(random.next() ** 2 * points.length)] ?? 'P0',
    channel: random.pick(['ONLINE', 'COUNTER', 'COUNTER', 'ASSISTED', '']),
    itemKind: random.pick(['INSTANT', 'COMMITTED']),
    receivedIn: MONTHS[received] ?? MONTHS[0],
    closedIn: closed === null ? null : (MONTHS[closed] ?? null),
    isTimed: random.chance(0.9),
    isOnTime: random.chance(0.9),
    isOverdue: random.chance(0.3),
    visits: random.chance(0.8) ? random.integer(0, 2) : null,
    isFirstPass: random.chance(0.8),
    rating: random.chance(0.4) ? random.integer(1, 5) : null,
  };
}

function releaseOf(
  month: string,
  cases: readonly Case[],
  points: readonly string[],
  towns: Towns,
  measures: readonly ReleaseRate['measure'][],
  like?: ReleaseContent,
): ReleaseContent {
  const received = cases.filter(({ receivedIn }) => receivedIn === month);
  const closed = cases.filter(({ closedIn }) => closedIn === month);
  const cube = [
    ...Map.groupBy(received, ({ point, channel, itemKind }) => [point, channel, itemKind].join()),
  ].map(([key, group]): CubeRow => {
    const [point = '', channel = '', itemKind = ''] = key.split(',');
    return { point, channel, itemKind, count: group.length };
  });
  const kindOf = (point: string) => POINT_KINDS[Number(point.slice(1)) % POINT_KINDS.length] ?? null;
  const groups: ReleaseGroup[] = [{ by: 'WHOLE' }, ...points.map((key) => ({ by: 'POINT', key }) as const)];
  const ofGroup = (list: readonly Case[], group: ReleaseGroup) =>
    list.filter(
      (each) =>
        group.by === 'WHOLE' ||
        (group.by === 'POINT' ? each.point === group.key : each.itemKind === group.key),
    );
  const volume = releaseVolume(cube, points, kindOf, like?.volume);
  return {
    formatVersion: 1,
    bureau: { code: 'RANDOM', nameZh: '随机', nameEn: 'Random', timeZone: 'Asia/Shanghai' },
    number: month,
    period: { from: `${month}-01`, to: `${month}-30`, workingDays: null },
    generatedAt: '2021-12-01T00:00:00.000Z',
    dataVersion: null,
    correction: null,
    notice: null,
    licence: CC_BY_4,
    standardDayMinutes: 420,
    volume,
    turnaround: [
      ...groups.slice(0, 1),
      ...volume.byItemKind.map(({ key }) => ({ by: 'ITEM_KIND', key }) as const),
      ...groups.slice(1),
    ].map((group) => ({
      group,
      n: ofGroup(closed, group).filter(({ isTimed }) => isTimed).length,
      distribution: null,
      medianTenths: null,
      p90Tenths: null,
    })),
    rates: measures.flatMap((measure) =>
      groups.map((group) => ({
        measure,
        group,
        ...rateOf(measure, ofGroup(received, group), ofGroup(closed, group)),
      })),
    ),
    caseload: groups.map((group) => caseloadOf(group, ofGroup(cases, group), month)),
    series: MONTHS.filter((each) => each <= month).map((each) => {
      const { received: came, closed: went, backlog } = caseloadOf({ by: 'WHOLE' }, cases, each);
      const ended = cases.filter(({ closedIn }) => closedIn === each);
      return {
        month: each,
        received: came,
        closed: went,
        backlog,
        decided: ended.filter(({ isTimed }) => isTimed).length,
        medianTenths: null,
        p90Tenths: null,
        onTime: rateOf('ON_TIME', [], ended),
      };
    }),
    circle: circleOf(towns),
    points: points.flatMap((code) => {
      const kind = kindOf(code);
      return kind === null
        ? []
        : [
            {
              code,
              nameZh: code,
              nameEn: code,
              kind,
              form: 'POINT' as const,
              status: 'OPERATING' as const,
              opensOn: null,
              townOrStreet: null,
              address: null,
              position: null,
              openingHours: [],
              handledItems: null,
            },
          ];
    }),
    outreach: {
      events: 0,
      buildingDays: 0,
      enterprises: null,
      enterprisesIsMinimum: false,
      consultations: null,
      list: [],
    },
    calendar: [],
    disclosure: { smallestCount: 5, primary: 0, complementary: 0, heldAgainst: [] },
  };
}

function rateOf(
  measure: ReleaseRate['measure'],
  received: readonly Case[],
  closed: readonly Case[],
): { readonly numerator: number; readonly denominator: number } {
  const share = (of: readonly Case[], has: (each: Case) => boolean) => ({
    numerator: of.filter(has).length,
    denominator: of.length,
  });
  const withVisits = closed.filter(({ visits }) => visits !== null);
  const withChannel = received.filter(({ channel }) => channel !== '');
  switch (measure) {
    case 'ON_TIME':
      return share(closed, ({ isOnTime }) => isOnTime);
    case 'ZERO_ERRAND':
      return share(withVisits, ({ visits }) => visits === 0);
    case 'AT_MOST_ONCE':
      return share(withVisits, ({ visits }) => (visits ?? 2) <= 1);
    case 'FIRST_PASS':
      return share(received, ({ isFirstPass }) => isFirstPass);
    case 'INSTANT_SHARE':
      return share(received, ({ itemKind }) => itemKind === 'INSTANT');
    case 'ONLINE_SHARE':
      return share(withChannel, ({ channel }) => channel === 'ONLINE');
    case 'ASSISTED_SHARE':
      return share(withChannel, ({ channel }) => channel === 'ASSISTED');
    case 'SATISFACTION':
      return share(
        closed.filter(({ rating }) => rating !== null),
        ({ rating }) => (rating ?? 0) >= 3,
      );
  }
}

function caseloadOf(group: ReleaseGroup, cases: readonly Case[], month: string): ReleaseCaseload {
  const openAfter = (last: string) =>
    cases.filter(({ receivedIn, closedIn }) => receivedIn <= last && (closedIn === null || closedIn > last));
  return {
    group,
    backlogAtStart: openAfter(monthBefore(month)).length,
    received: cases.filter(({ receivedIn }) => receivedIn === month).length,
    closed: cases.filter(({ closedIn }) => closedIn === month).length,
    backlog: openAfter(month).length,
    overdue: openAfter(month).filter(({ isOverdue }) => isOverdue).length,
  };
}

function circleOf(towns: Towns): ReleaseCircle {
  const none = { covered: 0, total: 0 };
  const shares = (covered: number, total: number) => ({
    RESIDENTS: { covered, total },
    ENTERPRISES: none,
    KEY_BUILDINGS: none,
    BUILDING_REACH: none,
  });
  const sum = (of: (town: Towns[number]) => number) => towns.reduce((total, town) => total + of(town), 0);
  return {
    on: '2021-10-31',
    mode: 'WALK',
    thresholdMinutes: 30,
    basis: { source: 'ESTIMATE', networkName: null, attribution: null },
    shares: shares(
      sum(({ covered }) => covered),
      sum(({ total }) => total),
    ),
    towns: towns.map(({ name, covered, total }) => ({ townOrStreet: name, shares: shares(covered, total) })),
    progress: [],
    places: [],
  };
}
