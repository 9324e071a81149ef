import { SMALLEST_PUBLISHED } from '../../coverage/public-coverage.ts';
import type { Count, ReleaseContent, ReleaseRate } from '../release-content.ts';
import {
  coveredFact,
  denominatorFact,
  type Figure,
  factOf,
  figuresOf,
  monthBefore,
  monthOf,
  numeratorFact,
  PEOPLE_COVERED,
} from '../release-figures.ts';
import type { LinearSystem, SystemCell, SystemRow } from './linear-system.ts';

/** A release as it is, and as it was said; `said` null: it is about to be. */
export interface AttackedRelease {
  readonly exact: ReleaseContent;
  readonly said: ReleaseContent | null;
}

export interface ReleaseSystem extends LinearSystem {
  /** The cell of every figure of the release that is about to be said, by the figure's name; a figure that is not known has none. */
  readonly cellOf: ReadonlyMap<string, number>;
}

/**
 * Rates of which the rest is told by subtraction and says something of applicants, so that the rest is a cell like the count itself. That an
 * application was late is the bureau's doing.
 */
const REST_IS_OF_APPLICANTS: ReadonlySet<ReleaseRate['measure']> = new Set([
  'ZERO_ERRAND',
  'AT_MOST_ONCE',
  'FIRST_PASS',
  'INSTANT_SHARE',
  'ONLINE_SHARE',
  'ASSISTED_SHARE',
  'SATISFACTION',
]);

/** What is lost with a figure of the whole bureau, against one of a part. */
const WHOLE_WEIGHT = 50;

/** Where nobody is covered, how many are not is as good as said: their 0 is no different from any other count. */
const isOfCoverage = (fact: string) => fact.startsWith(coveredFact('')) || fact.startsWith(uncoveredFact(''));
const uncoveredFact = (subject: string, ...by: readonly string[]) => `un${coveredFact(subject, ...by)}`;

type Draft = { -readonly [Key in keyof SystemCell]: SystemCell[Key] };

/**
 * Everything that the releases of a bureau say, as one system. A fact that has the same value in two releases is one cell: the attacker is taken to
 * know what did not change from one to the other, a correction of the same month included. A row stands in it where it holds.
 */
export function systemOfReleases(releases: readonly AttackedRelease[]): ReleaseSystem {
  const cells: Draft[] = [];
  const rows = new Map<string, SystemRow>();
  const byKey = new Map<string, number>();
  /** Facts that were not 0 in some release: that one is by now may tell what it was. */
  const counted = new Set<string>();
  let cellOf = new Map<string, number>();
  for (const { exact, said } of releases) {
    const month = monthOf(exact);
    const byFact = new Map<string, number>();
    const add = (fact: string, value: number, more: Partial<Draft>): number => {
      const key = `${fact}=${value}`;
      const index = byKey.get(key) ?? cells.length;
      byKey.set(key, index);
      byFact.set(fact, index);
      if (value > 0) {
        counted.add(fact);
      }
      cells[index] ??= {
        fact,
        value,
        most: Number.POSITIVE_INFINITY,
        isSensitive: value > 0 && value < SMALLEST_PUBLISHED,
        // 0 is nobody, and often known beforehand: a point that was not open, an item that it does not handle.
        isKnown: value === 0 && !isOfCoverage(fact) && !counted.has(fact),
        isWithheld: false,
        isUnprinted: true,
        weight: (fact.includes('=') ? 1 : WHOLE_WEIGHT) * (value + 1),
        ...more,
      };
      return index;
    };
    const figures = figuresOf(exact);
    const saidCounts = said && figuresOf(said);
    const names = new Map<string, number>();
    figures.forEach((figure, at) => {
      if (typeof figure.count === 'number') {
        const index = add(figure.fact, figure.count, {});
        names.set(figure.name, index);
        markSaid(cells[index], figure, saidCounts?.[at] ?? null);
      }
    });
    if (said === null) {
      cellOf = names;
    }
    const countIn = (index: number) => cells[index]?.value ?? 0;
    /** @param terms facts; one that the release does not have is 0 */
    const tie = (
      terms: readonly (readonly [fact: string, factor: number])[],
      lower: number,
      upper: number,
    ) => {
      const known = terms.flatMap(([fact, factor]): (readonly [number, number])[] => {
        const index = byFact.get(fact);
        return index === undefined ? [] : [[index, factor]];
      });
      const sum = known.reduce((total, [index, factor]) => total + factor * countIn(index), 0);
      if (known.length > 1 && sum >= lower && sum <= upper) {
        rows.set(`${known.map((term) => term.join('*')).join('+')}|${lower}|${upper}`, {
          terms: known,
          lower,
          upper,
        });
      }
    };
    const addsUp = (whole: string, parts: readonly string[]) =>
      tie([[whole, 1], ...parts.map((part) => [part, -1] as const)], 0, 0);
    const atMost = (less: string, more: string) =>
      tie(
        [
          [more, 1],
          [less, -1],
        ],
        0,
        Number.POSITIVE_INFINITY,
      );
    /** What is left of a count beside a part of it, which stands nowhere by itself. */
    const rest = (name: string, part: string, whole: string, isSensitive: boolean) => {
      const [partAt, wholeAt] = [byFact.get(part), byFact.get(whole)];
      if (partAt !== undefined && wholeAt !== undefined && countIn(wholeAt) >= countIn(partAt)) {
        const value = countIn(wholeAt) - countIn(partAt);
        add(name, value, isSensitive ? {} : { isSensitive: false });
        addsUp(whole, [part, name]);
      }
    };
    const of = (what: string, ...by: readonly string[]) => factOf(what, month, ...by);
    const points = exact.caseload.flatMap(({ group }) =>
      group.by === 'POINT' ? [`point=${group.key}`] : [],
    );

    tieVolume(exact, of, addsUp);
    addsUp(
      of('timed'),
      points.map((point) => of('timed', point)),
    );
    addsUp(
      of('timed'),
      exact.volume.byItemKind.map(({ key }) => of('timed', `itemKind=${key}`)),
    );
    for (const measure of new Set(exact.rates.map((rate) => rate.measure))) {
      const [numerator, denominator] = [numeratorFact(measure), denominatorFact(measure)];
      addsUp(
        of(numerator),
        points.map((point) => of(numerator, point)),
      );
      addsUp(
        of(denominator),
        points.map((point) => of(denominator, point)),
      );
      for (const by of [[], ...points.map((point) => [point])]) {
        const isSensitive = REST_IS_OF_APPLICANTS.has(measure);
        rest(of(`${measure}.rest`, ...by), of(numerator, ...by), of(denominator, ...by), isSensitive);
      }
    }
    for (const by of [[], ...points.map((point) => [point])]) {
      rest(
        of('ONE_ERRAND', ...by),
        of(numeratorFact('ZERO_ERRAND'), ...by),
        of(numeratorFact('AT_MOST_ONCE'), ...by),
        true,
      );
      const start = factOf('backlog', monthBefore(month), ...by);
      tie(
        [
          [start, 1],
          [of('received', ...by), 1],
          [of('closed', ...by), -1],
          [of('backlog', ...by), -1],
        ],
        0,
        0,
      );
      atMost(of('overdue', ...by), of('backlog', ...by));
      for (const decided of ['timed', denominatorFact('ON_TIME'), denominatorFact('ZERO_ERRAND')]) {
        atMost(of(decided, ...by), of('closed', ...by));
      }
    }
    for (const what of ['closed', 'backlog', 'overdue']) {
      addsUp(
        of(what),
        points.map((point) => of(what, point)),
      );
    }
    addsUp(
      factOf('backlog', monthBefore(month)),
      points.map((point) => factOf('backlog', monthBefore(month), point)),
    );
    for (const { month: each } of exact.series) {
      tie(
        [
          [factOf('backlog', monthBefore(each)), 1],
          [factOf('received', each), 1],
          [factOf('closed', each), -1],
          [factOf('backlog', each), -1],
        ],
        0,
        0,
      );
      atMost(factOf('timed', each), factOf('closed', each));
      atMost(factOf(numeratorFact('ON_TIME'), each), factOf(denominatorFact('ON_TIME'), each));
    }
    for (const subject of exact.circle ? PEOPLE_COVERED : []) {
      const towns = exact.circle?.towns ?? [];
      const named = (town: string | null) => `town=${town ?? ''}`;
      for (const { by, share } of [
        { by: [], share: exact.circle?.shares[subject] },
        ...towns.map((town) => ({ by: [named(town.townOrStreet)], share: town.shares[subject] })),
      ]) {
        const covered = byFact.get(coveredFact(subject, ...by));
        if (covered !== undefined && typeof share?.total === 'number') {
          const cell = cells[covered];
          if (cell) {
            cell.most = Math.min(cell.most, share.total);
          }
          const uncovered = uncoveredFact(subject, ...by);
          add(uncovered, share.total - countIn(covered), { most: share.total });
          tie(
            [
              [coveredFact(subject, ...by), 1],
              [uncovered, 1],
            ],
            share.total,
            share.total,
          );
        }
      }
      addsUp(
        coveredFact(subject),
        towns.map((town) => coveredFact(subject, named(town.townOrStreet))),
      );
    }
  }
  return { cells, rows: [...rows.values()], cellOf };
}

function markSaid(cell: Draft | undefined, figure: Figure, said: (Figure & { count: Count }) | null): void {
  if (!cell) {
    return;
  }
  cell.isUnprinted = false;
  if (said !== null) {
    if (said.name !== figure.name) {
      throw new Error(`A release says other figures than it has: ${said.name} for ${figure.name}.`);
    }
    cell.isKnown ||= typeof said.count === 'number';
    cell.isWithheld ||= said.count === 'SUPPRESSED';
  }
}

/** The cube and all its edges, and the shares that are sums over it. */
function tieVolume(
  { volume, points }: ReleaseContent,
  of: (what: string, ...by: readonly string[]) => string,
  addsUp: (whole: string, parts: readonly string[]) => void,
): void {
  const received = (...by: readonly string[]) => of('received', ...by);
  const cube = volume.cube.map((cell) => ({
    ...cell,
    fact: received(`point=${cell.point}`, `channel=${cell.channel}`, `itemKind=${cell.itemKind}`),
  }));
  const margins = [
    ['point', volume.byPoint],
    ['channel', volume.byChannel],
    ['itemKind', volume.byItemKind],
  ] as const;
  for (const [part, margin] of margins) {
    addsUp(
      received(),
      margin.map(({ key }) => received(`${part}=${key}`)),
    );
    for (const { key } of margin) {
      addsUp(
        received(`${part}=${key}`),
        cube.filter((cell) => cell[part] === key).map(({ fact }) => fact),
      );
    }
  }
  addsUp(
    received(),
    volume.byPointKind.map(({ key }) => received(`pointKind=${key}`)),
  );
  const kindOf = new Map<string, string>(points.map(({ code, kind }) => [code, kind]));
  for (const { key } of volume.byPointKind) {
    addsUp(
      received(`pointKind=${key}`),
      volume.byPoint
        .filter((point) => (kindOf.get(point.key) ?? '') === key)
        .map((point) => received(`point=${point.key}`)),
    );
  }
  for (const group of [null, ...volume.byPoint.map(({ key }) => key)]) {
    const by = group === null ? [] : [`point=${group}`];
    const sum = (fact: string, isPart: (cell: (typeof cube)[number]) => boolean) =>
      addsUp(
        of(fact, ...by),
        cube
          .filter((cell) => (group === null || cell.point === group) && isPart(cell))
          .map(({ fact: each }) => each),
      );
    sum(numeratorFact('INSTANT_SHARE'), ({ itemKind }) => itemKind === 'INSTANT');
    sum(denominatorFact('INSTANT_SHARE'), ({ itemKind }) => itemKind !== '');
    sum(numeratorFact('ONLINE_SHARE'), ({ channel }) => channel === 'ONLINE');
    sum(denominatorFact('ONLINE_SHARE'), ({ channel }) => channel !== '');
    sum(numeratorFact('ASSISTED_SHARE'), ({ channel }) => channel === 'ASSISTED');
  }
}
