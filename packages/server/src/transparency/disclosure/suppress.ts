import { LinearModel } from '../../siting/linear-model.ts';
import { type LinearProgramme, othersTurn, type Programmes } from './linear-programme.ts';
import {
  connectedParts,
  type LinearSystem,
  neededWidth,
  type SystemPart,
  wantedWidth,
} from './linear-system.ts';

/** Cells to withhold; `unprotected`: those for which no choice of others is enough, since too much is said already. */
export interface Suppression {
  readonly withheld: ReadonlySet<number>;
  readonly unprotected: readonly number[];
}

/** Solutions of a linear programme are exact to about this. */
const TOLERANCE = 1e-6;
const NOTHING = { most: 0, isSensitive: false } as const;
/** No count moves farther than this to hide another. */
const FARTHEST = 10_000;

/**
 * Which cells to withhold so that nobody can compute a sensitive one to fewer than five values: for every withheld cell p the cheapest change y
 * of the table that moves p far enough and breaks nothing,
 *
 *   min Σ wᵢ (yᵢ⁺ + yᵢ⁻)   s.t.   A y = 0 (or within what the inequalities leave),   0 ≤ x + y ≤ most,   y_p = ±needed,
 *
 * with wᵢ = 0 for what is withheld anyway and y = 0 for what is known. Withholding its support leaves two tables, x and x + y, that agree in all
 * that is said and differ in p by what is needed: that is the proof. Repeated until every withheld cell has one.
 *
 * M. Fischetti and J. J. Salazar, "Solving the cell suppression problem on tabular data with linear constraints", Management Science 47 (2001);
 * J. P. Kelly, B. L. Golden and A. A. Assad, "Cell suppression: disclosure protection for sensitive tabular data", Networks 22 (1992);
 * A. Hundepool et al., "Statistical Disclosure Control" (2012), ch. 4.
 */
export async function suppress(system: LinearSystem, programmes: Programmes): Promise<Suppression> {
  const { cells } = system;
  const withheld = new Set<number>(
    cells.flatMap((cell, index) => (!cell.isKnown && (cell.isSensitive || cell.isWithheld) ? [index] : [])),
  );
  const unprotected: number[] = [];
  for (const part of connectedParts(system, (cell) => cells[cell]?.isKnown === false)) {
    if (part.cells.some((cell) => withheld.has(cell))) {
      unprotected.push(...(await hidePart(system, part, withheld, programmes)));
    }
  }
  return { withheld, unprotected };
}

/** Adds to what is withheld until every withheld cell of the part has its proof. @returns those that have none */
async function hidePart(
  system: LinearSystem,
  part: SystemPart,
  withheld: Set<number>,
  programmes: Programmes,
): Promise<number[]> {
  const { cells } = system;
  const countIn = (cell: number) => cells[cell]?.value ?? 0;
  const changes = changesOf(system, part, withheld, programmes);
  const isProtected = new Set<number>();
  const unprotected: number[] = [];
  // Smallest first: what hides the hardest hides others with it. The list grows while it is gone through.
  const waiting = part.cells
    .filter((cell) => withheld.has(cell))
    .sort((one, other) => countIn(one) - countIn(other) || one - other);
  for (const target of waiting) {
    if (isProtected.has(target)) {
      continue;
    }
    await othersTurn();
    const cell = cells[target] ?? NOTHING;
    const widths =
      hide(changes, target, countIn(target), wantedWidth(cell)) ??
      hide(changes, target, countIn(target), neededWidth(cell));
    if (widths === null) {
      unprotected.push(target);
      continue;
    }
    for (const [moved, width] of widths) {
      if (!withheld.has(moved) && cells[moved]?.isUnprinted === false) {
        withheld.add(moved);
        waiting.push(moved);
        changes.makeFree(moved);
      }
      if (width >= wantedWidth(cells[moved] ?? NOTHING) - TOLERANCE) {
        isProtected.add(moved);
      }
    }
  }
  changes.dispose();
  return unprotected;
}

/** How far cells move, and what is lost if all of them are withheld. */
interface Change {
  readonly moves: ReadonlyMap<number, number>;
  readonly cost: number;
}

/** How far each cell moves between tables that hide the target, as cheaply as it can be: wholly up, wholly down, or some of each; null: there are none. */
function hide(
  changes: Changes,
  target: number,
  count: number,
  needed: number,
): ReadonlyMap<number, number> | null {
  let best: Change | null = null;
  const mostDown = Math.min(needed, count);
  for (const down of [0, ...Array.from({ length: mostDown }, (_, step) => mostDown - step)]) {
    const isWhole = down === 0 || down === needed;
    if (best === null || (isWhole && best.cost > 0)) {
      const above = changes.move(target, needed - down);
      const below = above && changes.move(target, -down);
      if (above && below && (best === null || above.cost + below.cost < best.cost)) {
        best = { moves: widthsOf(above.moves, below.moves), cost: above.cost + below.cost };
      }
    }
  }
  return best?.moves ?? null;
}

/** The three tables x, x + above and x + below are all possible: how far apart they are in each cell. */
function widthsOf(above: Change['moves'], below: Change['moves']): Map<number, number> {
  return new Map(
    [...new Set([...above.keys(), ...below.keys()])].map((cell) => {
      const ends = [above.get(cell) ?? 0, below.get(cell) ?? 0, 0];
      return [cell, Math.max(...ends) - Math.min(...ends)];
    }),
  );
}

interface Changes {
  /** The cheapest change that moves one cell by so much; null: there is none. */
  move(target: number, by: number): Change | null;
  /** It is withheld: whatever it does costs nothing more. */
  makeFree(cell: number): void;
  dispose(): void;
}

/** The changes of a part of the table, as one linear programme with two columns a cell: up and down. */
function changesOf(
  { cells, rows }: LinearSystem,
  part: SystemPart,
  withheld: ReadonlySet<number>,
  programmes: Programmes,
): Changes {
  const model = new LinearModel('MINIMISE');
  const costs = new Map<number, number>();
  const columns = new Map(
    part.cells.map((index) => {
      const { value = 0, most = 0, weight = 0, isUnprinted = true } = cells[index] ?? {};
      const cost = isUnprinted || withheld.has(index) ? 0 : weight;
      costs.set(index, cost);
      const room = [Math.min(most - value, FARTHEST), Math.min(value, FARTHEST)] as const;
      const [up, down] = room.map((space) => model.addColumn(cost, 0, space, false));
      return [index, { room, up: up ?? -1, down: down ?? -1 }] as const;
    }),
  );
  for (const row of part.rows) {
    const { terms, lower, upper } = rows[row] ?? { terms: [], lower: 0, upper: 0 };
    const sum = terms.reduce((total, [index, factor]) => total + factor * (cells[index]?.value ?? 0), 0);
    const moved = terms.flatMap(([index, factor]): (readonly [number, number])[] => {
      const column = columns.get(index);
      return column
        ? [
            [column.up, factor],
            [column.down, -factor],
          ]
        : [];
    });
    model.addRow(lower - sum, upper - sum, moved);
  }
  const programme: LinearProgramme = programmes(model);
  return {
    move: (target, by) => {
      const column = columns.get(target);
      if (by === 0 || !column) {
        return { moves: new Map(), cost: 0 };
      }
      const [roomUp, roomDown] = column.room;
      const [up, down] = [Math.max(by, 0), Math.max(-by, 0)];
      if (up > roomUp || down > roomDown) {
        return null;
      }
      programme.setBounds(column.up, up, up);
      programme.setBounds(column.down, down, down);
      const values = programme.solve();
      programme.setBounds(column.up, 0, roomUp);
      programme.setBounds(column.down, 0, roomDown);
      if (values === null) {
        return null;
      }
      const moves = new Map<number, number>();
      let cost = 0;
      for (const [index, each] of columns) {
        const change = (values[each.up] ?? 0) - (values[each.down] ?? 0);
        if (Math.abs(change) > TOLERANCE) {
          moves.set(index, change);
          cost += costs.get(index) ?? 0;
        }
      }
      return { moves, cost };
    },
    makeFree: (cell) => {
      const column = columns.get(cell);
      if (column) {
        costs.set(cell, 0);
        programme.setCost(column.up, 0);
        programme.setCost(column.down, 0);
      }
    },
    dispose: () => programme.dispose(),
  };
}
