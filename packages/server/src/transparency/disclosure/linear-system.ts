/**
 * What an attacker knows of a set of counts: some of them, that none is below 0, and the rows that tie them together. Both suppression and
 * audit look at this; neither knows of releases.
 */
export interface LinearSystem {
  readonly cells: readonly SystemCell[];
  readonly rows: readonly SystemRow[];
}

export interface SystemCell {
  /** What it counts; of equal facts with equal values there is one cell. */
  readonly fact: string;
  /** A whole number from 0. */
  readonly value: number;
  /** Known to everyone: it counts no more than this. */
  readonly most: number;
  /** Must not be known: it counts 1 to 4 people or applications. */
  readonly isSensitive: boolean;
  /** Was said already, or is 0, which is nobody: what is said cannot be taken back. */
  readonly isKnown: boolean;
  /** Was withheld before, and stays so. */
  readonly isWithheld: boolean;
  /** Stands nowhere by itself, so that nothing is lost when it is not known. */
  readonly isUnprinted: boolean;
  /** How much is lost with it, above 0. */
  readonly weight: number;
}

/** lower ≤ Σ factor × cell ≤ upper; holds for the values. */
export interface SystemRow {
  readonly terms: readonly (readonly [cell: number, factor: number])[];
  readonly lower: number;
  readonly upper: number;
}

/** A suppressed count could be any of so many neighbouring values, for all that an attacker can compute. */
export const LEAST_VALUES = 5;

/** How wide the interval of a cell should be: from its least value to its greatest. One that cannot be so wide by itself, as wide as it can. */
export function wantedWidth({ most }: Pick<SystemCell, 'most'>): number {
  return Math.min(LEAST_VALUES - 1, most);
}

/** How wide it must be: as above where it counts a few; what is withheld to hide others must not be found out exactly. */
export function neededWidth(cell: Pick<SystemCell, 'most' | 'isSensitive'>): number {
  return cell.isSensitive ? wantedWidth(cell) : Math.min(1, cell.most);
}

/** Cells and rows by their index. */
export interface SystemPart {
  readonly cells: readonly number[];
  readonly rows: readonly number[];
}

/**
 * Cells that are tied together by rows when only those of a set are unknown. Every cell of the set is in exactly one part.
 * @param isUnknown by index of the cell
 */
export function connectedParts(
  { cells, rows }: LinearSystem,
  isUnknown: (cell: number) => boolean,
): SystemPart[] {
  const rowsOf = new Map<number, number[]>();
  rows.forEach(({ terms }, row) => {
    for (const [cell] of terms) {
      if (isUnknown(cell)) {
        rowsOf.set(cell, [...(rowsOf.get(cell) ?? []), row]);
      }
    }
  });
  const seenCells = new Set<number>();
  const seenRows = new Set<number>();
  const parts: { cells: number[]; rows: number[] }[] = [];
  cells.forEach((_, start) => {
    if (!isUnknown(start) || seenCells.has(start)) {
      return;
    }
    const part = { cells: [start], rows: [] as number[] };
    seenCells.add(start);
    for (let at = 0; at < part.cells.length; at += 1) {
      for (const row of rowsOf.get(part.cells[at] ?? -1) ?? []) {
        if (seenRows.has(row)) {
          continue;
        }
        seenRows.add(row);
        part.rows.push(row);
        for (const [cell] of rows[row]?.terms ?? []) {
          if (isUnknown(cell) && !seenCells.has(cell)) {
            seenCells.add(cell);
            part.cells.push(cell);
          }
        }
      }
    }
    parts.push(part);
  });
  return parts;
}
