import type { Count, ReleaseContent, ReleaseGroup, Share } from './release-content.ts';

/** A printed count: where it stands, and what fact it is. */
export interface Figure {
  /** Its place in the release, unlike any other: `volume.byPoint.QX-P01`. */
  readonly name: string;
  /** What it counts, the same wherever it is printed, in whichever release: `received 2021-11 point=QX-P01`. */
  readonly fact: string;
}

export type CountMapper = (count: Count, figure: Figure) => Count;

/** Facts are named here and nowhere else. `by`: the parts that narrow it down, `point=QX-P01`; none for the whole. */
export const factOf = (what: string, month: string, ...by: readonly string[]): string =>
  [what, month, ...by].join(' ');

/** How a group narrows a fact down; empty for the whole. */
export function partsOfGroup(group: ReleaseGroup): readonly string[] {
  switch (group.by) {
    case 'WHOLE':
      return [];
    case 'ITEM_KIND':
      return [`itemKind=${group.key}`];
    case 'POINT':
      return [`point=${group.key}`];
  }
}

/** Of whom a figure speaks, as its name says it. */
export const nameOfGroup = (group: ReleaseGroup): string =>
  group.by === 'WHOLE' ? 'whole' : `${group.by === 'POINT' ? 'byPoint' : 'byItemKind'}.${group.key}`;

export const monthOf = ({ period }: Pick<ReleaseContent, 'period'>): string => period.from.slice(0, 7);

/** Whether a text is a month (YYYY-MM) that ended before a day. */
export function isEndedMonth(text: string, today: string): boolean {
  return /^\d{4}-(?:0[1-9]|1[0-2])$/.test(text) && text < today.slice(0, 7);
}

export function monthBefore(month: string): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return of === 1 ? `${year - 1}-12` : `${year}-${String(of - 1).padStart(2, '0')}`;
}

export function monthAfter(month: string): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return of === 12 ? `${year + 1}-01` : `${year}-${String(of + 1).padStart(2, '0')}`;
}

/** Counts that are the same fact under another name: zero errand and at most once have one denominator, so have the shares of channels. */
const DENOMINATOR_OF: Readonly<Record<string, string>> = {
  AT_MOST_ONCE: 'ZERO_ERRAND',
  ASSISTED_SHARE: 'ONLINE_SHARE',
};

export const denominatorFact = (measure: string): string =>
  `${DENOMINATOR_OF[measure] ?? measure}.denominator`;
export const numeratorFact = (measure: string): string => `${measure}.numerator`;

/** The same content with every count that is one of people or applications replaced by what `map` says. Their order is that of the page. */
export function mapCounts(content: ReleaseContent, map: CountMapper): ReleaseContent {
  const month = monthOf(content);
  const one = (count: Count, name: string, fact: string) => map(count, { name, fact });
  const listOf = (list: ReleaseContent['volume']['byPoint'], name: string, part: string) =>
    list.map(({ key, count }) => ({
      key,
      count: one(count, `volume.${name}.${key}`, factOf('received', month, `${part}=${key}`)),
    }));
  const { volume, circle } = content;
  return {
    ...content,
    volume: {
      total: one(volume.total, 'volume.total', factOf('received', month)),
      byPoint: listOf(volume.byPoint, 'byPoint', 'point'),
      byPointKind: listOf(volume.byPointKind, 'byPointKind', 'pointKind'),
      byChannel: listOf(volume.byChannel, 'byChannel', 'channel'),
      byItemKind: listOf(volume.byItemKind, 'byItemKind', 'itemKind'),
      cube: volume.cube.map((cell) => ({
        ...cell,
        count: one(
          cell.count,
          `volume.cube.${cell.point}.${cell.channel}.${cell.itemKind}`,
          factOf(
            'received',
            month,
            `point=${cell.point}`,
            `channel=${cell.channel}`,
            `itemKind=${cell.itemKind}`,
          ),
        ),
      })),
    },
    turnaround: content.turnaround.map((each) => {
      const n = one(
        each.n,
        `turnaround.${nameOfGroup(each.group)}.n`,
        factOf('timed', month, ...partsOfGroup(each.group)),
      );
      // Time taken is told of those alone whose number is.
      return n === 'SUPPRESSED'
        ? { ...each, n, distribution: null, medianTenths: null, p90Tenths: null }
        : { ...each, n };
    }),
    rates: content.rates.map((rate) => {
      const name = `rates.${rate.measure}.${nameOfGroup(rate.group)}`;
      const by = partsOfGroup(rate.group);
      return {
        ...rate,
        numerator: one(
          rate.numerator,
          `${name}.numerator`,
          factOf(numeratorFact(rate.measure), month, ...by),
        ),
        denominator: one(
          rate.denominator,
          `${name}.denominator`,
          factOf(denominatorFact(rate.measure), month, ...by),
        ),
      };
    }),
    caseload: content.caseload.map((each) => {
      const name = `caseload.${nameOfGroup(each.group)}`;
      const by = partsOfGroup(each.group);
      return {
        group: each.group,
        backlogAtStart: one(
          each.backlogAtStart,
          `${name}.backlogAtStart`,
          factOf('backlog', monthBefore(month), ...by),
        ),
        received: one(each.received, `${name}.received`, factOf('received', month, ...by)),
        closed: one(each.closed, `${name}.closed`, factOf('closed', month, ...by)),
        backlog: one(each.backlog, `${name}.backlog`, factOf('backlog', month, ...by)),
        overdue: one(each.overdue, `${name}.overdue`, factOf('overdue', month, ...by)),
      };
    }),
    series: content.series.map((each) => {
      const of = (count: Count, part: string, fact: string) =>
        one(count, `series.${each.month}.${part}`, factOf(fact, each.month));
      const decided = of(each.decided, 'decided', 'timed');
      return {
        month: each.month,
        received: of(each.received, 'received', 'received'),
        closed: of(each.closed, 'closed', 'closed'),
        backlog: of(each.backlog, 'backlog', 'backlog'),
        decided,
        medianTenths: decided === 'SUPPRESSED' ? null : each.medianTenths,
        p90Tenths: decided === 'SUPPRESSED' ? null : each.p90Tenths,
        onTime: {
          numerator: of(each.onTime.numerator, 'onTime.numerator', numeratorFact('ON_TIME')),
          denominator: of(each.onTime.denominator, 'onTime.denominator', denominatorFact('ON_TIME')),
        },
      };
    }),
    circle: circle && {
      ...circle,
      shares: mapShares(circle.shares, 'circle.whole', [], one),
      towns: circle.towns.map((town) => ({
        ...town,
        shares: mapShares(
          town.shares,
          `circle.byTown.${town.townOrStreet ?? ''}`,
          [`town=${town.townOrStreet ?? ''}`],
          one,
        ),
      })),
    },
  };
}

type Shares = NonNullable<ReleaseContent['circle']>['shares'];

/** What of the service circle counts people: key buildings are none. */
export const PEOPLE_COVERED = ['RESIDENTS', 'ENTERPRISES'] as const;

/** Coverage has no month in its name: what did not change from one release to the next is the same fact. */
export const coveredFact = (subject: string, ...by: readonly string[]): string =>
  ['covered', subject, ...by].join(' ');

function mapShares(
  shares: Shares,
  name: string,
  by: readonly string[],
  one: (count: Count, name: string, fact: string) => Count,
): Shares {
  const mapped: Record<keyof Shares, Share> = { ...shares };
  for (const subject of PEOPLE_COVERED) {
    const share = shares[subject];
    mapped[subject] = {
      covered: one(share.covered, `${name}.${subject}.covered`, coveredFact(subject, ...by)),
      total: share.total,
    };
  }
  return mapped;
}

/** Every count of people or applications that a release prints, in the order of the page. */
export function figuresOf(content: ReleaseContent): (Figure & { readonly count: Count })[] {
  const figures: (Figure & { readonly count: Count })[] = [];
  mapCounts(content, (count, figure) => {
    figures.push({ ...figure, count });
    return count;
  });
  return figures;
}
