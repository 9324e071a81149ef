import { LinearModel } from '../../siting/linear-model.ts';
import type { MipSolver } from '../../siting/solver.ts';
import { connectedParts, type LinearSystem, neededWidth } from './linear-system.ts';

/** A cell that is not said, and between what bounds an attacker can compute it. */
export interface Interval {
  readonly cell: number;
  readonly least: number;
  readonly most: number;
}

const TOLERANCE = 1e-6;
/**
 * An attacker is taken to know that no count is farther from the truth than this. It makes every interval narrower than it is, never wider, and
 * keeps every programme bounded.
 */
const FARTHEST = 10_000;
const SOLVER_OPTIONS = { timeLimitSeconds: 60, absoluteGap: 0, start: null } as const;

/**
 * The attack: the least and the most that each cell can be, given everything that is said and every row of the system (two linear programmes a
 * cell). A cell that two tables already tell apart by as much as is needed is not looked at further.
 * @param isUnknown by index of the cell: what is not said
 * @param isGuarded which of these must not be found out
 * @returns those that can be computed to an interval narrower than needed; none: the attack found nothing
 */
export async function findDisclosed(
  system: LinearSystem,
  isUnknown: (cell: number) => boolean,
  isGuarded: (cell: number) => boolean,
  solver: MipSolver,
): Promise<Interval[]> {
  const disclosed: Interval[] = [];
  for (const part of connectedParts(system, isUnknown)) {
    const bounds = new Map<number, [least: number, most: number]>();
    const widthOf = (cell: number) => {
      const [least, most] = bounds.get(cell) ?? [0, 0];
      return most - least;
    };
    const isWide = (cell: number) => {
      const { most } = system.cells[cell] ?? { most: 0 };
      return widthOf(cell) >= neededWidth({ most }) - TOLERANCE;
    };
    for (const cell of part.cells) {
      const { value } = system.cells[cell] ?? { value: 0 };
      bounds.set(cell, [value, value]);
    }
    for (const target of part.cells) {
      for (const direction of ['MAXIMISE', 'MINIMISE'] as const) {
        if (isGuarded(target) && !isWide(target)) {
          for (const [cell, value] of await extremeTable(system, part, target, direction, solver)) {
            const [least, most] = bounds.get(cell) ?? [value, value];
            bounds.set(cell, [Math.min(least, value), Math.max(most, value)]);
          }
        }
      }
      if (isGuarded(target) && !isWide(target)) {
        const [least, most] = bounds.get(target) ?? [0, 0];
        disclosed.push({ cell: target, least, most });
      }
    }
  }
  return disclosed;
}

/** A table that agrees with everything said, in which one cell is as large, or as small, as it can be. */
async function extremeTable(
  { cells, rows }: LinearSystem,
  part: ReturnType<typeof connectedParts>[number],
  target: number,
  direction: 'MAXIMISE' | 'MINIMISE',
  solver: MipSolver,
): Promise<ReadonlyMap<number, number>> {
  const model = new LinearModel(direction);
  const columns = new Map(
    part.cells.map((index) => {
      const { value = 0, most = 0 } = cells[index] ?? {};
      const column = model.addColumn(
        index === target ? 1 : 0,
        Math.max(0, value - FARTHEST),
        Math.min(most, value + FARTHEST),
        false,
      );
      return [index, column] as const;
    }),
  );
  for (const row of part.rows) {
    const { terms, lower, upper } = rows[row] ?? { terms: [], lower: 0, upper: 0 };
    const said = terms.reduce(
      (sum, [index, factor]) => sum + (columns.has(index) ? 0 : factor * (cells[index]?.value ?? 0)),
      0,
    );
    model.addRow(
      lower - said,
      upper - said,
      terms.flatMap(([index, factor]): (readonly [number, number])[] => {
        const column = columns.get(index);
        return column === undefined ? [] : [[column, factor]];
      }),
    );
  }
  const { values } = await solver.solve(model, SOLVER_OPTIONS);
  if (values === null) {
    throw new Error('The truth is a table that agrees with everything said.');
  }
  return new Map([...columns].map(([index, column]) => [index, values[column] ?? 0]));
}
