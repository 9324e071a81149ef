import { LinearModel } from '../../siting/linear-model.ts';
import type { MipSolver } from '../../siting/solver.ts';
import {
  connectedParts,
  LEAST_VALUES,
  type LinearSystem,
  neededWidth,
  type SystemCell,
} from './linear-system.ts';

/** Cells to withhold; `unprotected`: those for which no choice of others is enough, since too much is said already. */
export interface Suppression {
  readonly withheld: ReadonlySet<number>;
  readonly unprotected: readonly number[];
}

/** Solutions of a linear programme are exact to about this. */
const TOLERANCE = 1e-6;
/** No count moves farther than this to hide another. */
const FARTHEST = 10_000;
const SOLVER_OPTIONS = { timeLimitSeconds: 60, absoluteGap: 0, start: null } as const;

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
export async function suppress(system: LinearSystem, solver: MipSolver): Promise<Suppression> {
  const { cells } = system;
  const isFree = (cell: number) => cells[cell]?.isKnown === false;
  const withheld = new Set<number>(
    cells.flatMap((cell, index) => (!cell.isKnown && (cell.isSensitive || cell.isWithheld) ? [index] : [])),
  );
  const isProtected = new Set<number>();
  const unprotected: number[] = [];
  for (const part of connectedParts(system, isFree)) {
    // Smallest first: what hides the hardest hides others with it. The set grows while it is gone through.
    const waiting = part.cells.filter((cell) => withheld.has(cell));
    waiting.sort((one, other) => (cells[one]?.value ?? 0) - (cells[other]?.value ?? 0) || one - other);
    for (const target of waiting) {
      if (isProtected.has(target)) {
        continue;
      }
      const changes = await hide(system, part, target, withheld, solver);
      if (changes === null) {
        unprotected.push(target);
        continue;
      }
      for (const [cell, width] of changes) {
        if (!withheld.has(cell) && cells[cell]?.isUnprinted === false) {
          withheld.add(cell);
          waiting.push(cell);
        }
        if (width >= neededWidth(cells[cell] ?? NO_CELL) - TOLERANCE) {
          isProtected.add(cell);
        }
      }
    }
  }
  return { withheld, unprotected };
}

const NO_CELL: Pick<SystemCell, 'most'> = { most: LEAST_VALUES };

/** How far each cell moves between the tables that hide the target; null: there are none. */
async function hide(
  system: LinearSystem,
  part: Part,
  target: number,
  withheld: ReadonlySet<number>,
  solver: MipSolver,
): Promise<ReadonlyMap<number, number> | null> {
  const cell = system.cells[target];
  const needed = neededWidth(cell ?? NO_CELL);
  const mostDown = Math.min(needed, cell?.value ?? 0);
  // Wholly up where that is possible; else some of it down, from all of it on.
  for (const down of [0, ...Array.from({ length: mostDown }, (_, step) => mostDown - step)]) {
    const up = await move(system, part, [target, needed - down], withheld, solver);
    const downward = up && (await move(system, part, [target, -down], withheld, solver));
    if (up && downward) {
      const widths = new Map<number, number>();
      for (const index of new Set([...up.keys(), ...downward.keys()])) {
        const [above, below] = [up.get(index) ?? 0, downward.get(index) ?? 0];
        // The three tables x, x + up and x + down are all possible.
        widths.set(index, Math.max(above, below, 0) - Math.min(above, below, 0));
      }
      return widths;
    }
  }
  return null;
}

type Part = ReturnType<typeof connectedParts>[number];

/** The cheapest change that moves one cell by so much; null: there is none. */
async function move(
  { cells, rows }: LinearSystem,
  part: Part,
  [target, by]: readonly [cell: number, by: number],
  withheld: ReadonlySet<number>,
  solver: MipSolver,
): Promise<ReadonlyMap<number, number> | null> {
  if (by === 0) {
    return new Map();
  }
  const model = new LinearModel('MINIMISE');
  const columns = new Map<number, readonly [up: number, down: number]>();
  for (const index of part.cells) {
    const cell = cells[index];
    if (cell) {
      const cost = cell.isUnprinted || withheld.has(index) ? 0 : cell.weight;
      const most = Math.min(cell.most - cell.value, FARTHEST);
      const least = Math.min(cell.value, FARTHEST);
      const [up, down] = index === target ? [Math.max(by, 0), Math.max(-by, 0)] : [null, null];
      if ((up ?? 0) > most || (down ?? 0) > least) {
        return null;
      }
      columns.set(index, [
        model.addColumn(cost, up ?? 0, up ?? most, false),
        model.addColumn(cost, down ?? 0, down ?? least, false),
      ]);
    }
  }
  for (const row of part.rows) {
    const { terms, lower, upper } = rows[row] ?? NO_ROW;
    const sum = terms.reduce((total, [index, factor]) => total + factor * (cells[index]?.value ?? 0), 0);
    model.addRow(
      lower - sum,
      upper - sum,
      terms.flatMap(([index, factor]): (readonly [number, number])[] => {
        const [up, down] = columns.get(index) ?? [];
        return up === undefined || down === undefined
          ? []
          : [
              [up, factor],
              [down, -factor],
            ];
      }),
    );
  }
  const { values } = await solver.solve(model, SOLVER_OPTIONS);
  if (values === null) {
    return null;
  }
  const moved = new Map<number, number>();
  for (const [index, [up, down]] of columns) {
    const change = (values[up] ?? 0) - (values[down] ?? 0);
    if (Math.abs(change) > TOLERANCE) {
      moved.set(index, change);
    }
  }
  return moved;
}

const NO_ROW = { terms: [], lower: 0, upper: 0 } as const;
