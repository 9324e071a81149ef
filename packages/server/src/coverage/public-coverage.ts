import type { ShareParts } from './coverage-shares.ts';

/** A count below this is small: it is not published, nor is one whose complement is (DESIGN: n < 5); 0 is not a person. */
export const SMALLEST_PUBLISHED = 5;

export interface PublicCell {
  readonly covered: number;
  readonly total: number;
}

export interface PublicCells {
  /** null: suppressed. */
  readonly whole: PublicCell | null;
  /** By town or street; null: suppressed. */
  readonly towns: ReadonlyMap<string | null, PublicCell | null>;
}

/**
 * The shares of towns and streets with small counts suppressed so that no subtraction brings them back: primary suppression of every
 * cell whose covered or uncovered is from 1 to 4, then of further cells, the smallest first, until every suppressed count could be any of at
 * least five neighbouring values for someone who knows the published cells, the whole, and the size of every town (the feasibility
 * interval of Hundepool et al., "Statistical Disclosure Control", 2012, ch. 4). Where even all towns are not enough, the whole is suppressed
 * too. The cells of one answer protect each other: that is why the public question has one threshold and one day.
 */
export function publishableCells(
  towns: ReadonlyMap<string | null, Pick<ShareParts, 'covered' | 'total'>>,
): PublicCells {
  const cells = [...towns].map(([town, { covered, total }]) => ({ town, covered, total }));
  const bySize = cells.toSorted((one, other) => one.total - other.total);
  const suppressed = new Set(cells.filter(isSmall));
  while (suppressed.size > 0 && !isProtected([...suppressed])) {
    // A cell of nobody hides nothing.
    const next = bySize.find((cell) => !suppressed.has(cell) && cell.total > 0);
    if (!next) {
      break;
    }
    suppressed.add(next);
  }
  const whole = {
    covered: cells.reduce((sum, { covered }) => sum + covered, 0),
    total: cells.reduce((sum, { total }) => sum + total, 0),
  };
  const isWholeTold = !isSmall(whole) && (suppressed.size === 0 || isProtected([...suppressed]));
  return {
    whole: isWholeTold ? whole : null,
    towns: new Map(
      cells.map((cell) => [
        cell.town,
        suppressed.has(cell) ? null : { covered: cell.covered, total: cell.total },
      ]),
    ),
  };
}

function isSmall({ covered, total }: PublicCell): boolean {
  const isSmallCount = (count: number) => count > 0 && count < SMALLEST_PUBLISHED;
  return isSmallCount(covered) || isSmallCount(total - covered);
}

/** Whether every one of the cells with people in it could hold five different counts, given the sum of them and the size of each. */
function isProtected(cells: readonly PublicCell[]): boolean {
  const covered = cells.reduce((sum, cell) => sum + cell.covered, 0);
  const total = cells.reduce((sum, cell) => sum + cell.total, 0);
  return cells.every((cell) => {
    const least = Math.max(0, covered - (total - cell.total));
    const most = Math.min(cell.total, covered);
    // A cell of fewer than five people cannot hold five counts: as many as it can is all there is to ask.
    return most - least >= Math.min(SMALLEST_PUBLISHED - 1, cell.total);
  });
}
