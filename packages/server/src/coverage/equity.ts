import type { ShareParts } from './coverage-shares.ts';

/** How evenly a share is spread over towns and streets. */
export interface Equity {
  /** The least covered, and of those equally covered the one that leaves most uncovered, then by name; null: none has anyone. */
  readonly worst: string | null;
  /** Rate of the best − rate of the worst, 0 to 1; null: none has anyone. */
  readonly spread: number | null;
  /**
   * Index of dissimilarity (Duncan and Duncan, "A methodological analysis of segregation indexes", American Sociological Review 20,
   * 1955): ½ Σ |covered ÷ all covered − uncovered ÷ all uncovered|, 0: every town is covered alike, 1: some wholly and the others
   * not at all. null where nobody or everybody is covered, since then there is nothing to be uneven.
   */
  readonly dissimilarity: number | null;
}

/** Places of no town are not a town: they are left out. */
export function equityOf(towns: ReadonlyMap<string, ShareParts>): Equity {
  const known = [...towns]
    .filter(([, { total }]) => total > 0)
    .map(([town, { covered, total }]) => ({
      town,
      covered,
      uncovered: total - covered,
      rate: covered / total,
    }))
    .sort(
      (one, other) =>
        one.rate - other.rate ||
        other.uncovered - one.uncovered ||
        (one.town < other.town ? -1 : one.town > other.town ? 1 : 0),
    );
  const [worst] = known;
  const best = known.at(-1);
  const allCovered = known.reduce((sum, { covered }) => sum + covered, 0);
  const allUncovered = known.reduce((sum, { uncovered }) => sum + uncovered, 0);
  return {
    worst: worst?.town ?? null,
    spread: worst && best ? best.rate - worst.rate : null,
    dissimilarity:
      allCovered === 0 || allUncovered === 0
        ? null
        : known.reduce(
            (sum, { covered, uncovered }) =>
              sum + Math.abs(covered / allCovered - uncovered / allUncovered) / 2,
            0,
          ),
  };
}
