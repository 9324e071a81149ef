import { LinearModel } from '../../siting/linear-model.ts';
import { othersTurn, type Programmes } from './linear-programme.ts';
import { connectedParts, type LinearSystem, neededWidth, type SystemPart } from './linear-system.ts';

/** A cell that is not said, and between what bounds an attacker can compute it. */
export interface Interval {
  readonly cell: number;
  readonly least: number;
  readonly most: number;
}

const TOLERANCE = 1e-6;
const NOTHING = { most: 0, isSensitive: false } as const;
/**
 * An attacker is taken to know that no count is farther from the truth than this. It makes every interval narrower than it is, never wider, and
 * keeps every programme bounded.
 */
const FARTHEST = 10_000;

/**
 * The attack: the least and the most that each cell can be, given everything that is said and every row of the system (two linear programmes a
 * cell). A cell that tables found so far tell apart by as much as is needed is not looked at further.
 * @param isUnknown by index of the cell: what is not said
 * @param isGuarded which of these must not be found out
 * @returns those that can be computed to an interval narrower than needed; none: the attack found nothing
 */
export async function findDisclosed(
  system: LinearSystem,
  isUnknown: (cell: number) => boolean,
  isGuarded: (cell: number) => boolean,
  programmes: Programmes,
): Promise<Interval[]> {
  const disclosed: Interval[] = [];
  for (const part of connectedParts(system, isUnknown)) {
    const guarded = part.cells.filter(isGuarded);
    if (guarded.length > 0) {
      disclosed.push(...(await attackPart(system, part, guarded, programmes)));
    }
  }
  return disclosed;
}

async function attackPart(
  system: LinearSystem,
  part: SystemPart,
  guarded: readonly number[],
  programmes: Programmes,
): Promise<Interval[]> {
  const model = new LinearModel('MINIMISE');
  const columns = new Map(
    part.cells.map((index) => {
      const { value = 0, most = 0 } = system.cells[index] ?? {};
      const lower = Math.max(0, value - FARTHEST);
      return [index, model.addColumn(0, lower, Math.min(most, value + FARTHEST), false)] as const;
    }),
  );
  addRows(system, part, columns, model);
  const programme = programmes(model);
  const bounds = new Map(
    part.cells.map((cell): [number, [least: number, most: number]] => {
      const { value = 0 } = system.cells[cell] ?? {};
      return [cell, [value, value]];
    }),
  );
  const boundsOf = (cell: number) => bounds.get(cell) ?? [0, 0];
  const isNarrow = (cell: number) => {
    const [least, most] = boundsOf(cell);
    return most - least < neededWidth(system.cells[cell] ?? NOTHING) - TOLERANCE;
  };
  const widen = () => {
    const table = programme.solve();
    if (table === null) {
      throw new Error('The truth is a table that agrees with everything said.');
    }
    for (const [cell, column] of columns) {
      const [least, most] = boundsOf(cell);
      const value = table[column] ?? 0;
      bounds.set(cell, [Math.min(least, value), Math.max(most, value)]);
    }
  };
  // Many at once first, which leaves few to be looked at one by one.
  for (const sign of [-1, 1]) {
    for (const [at, cell] of guarded.entries()) {
      programme.setCost(columns.get(cell) ?? 0, at % 2 === 0 ? sign : -sign);
    }
    widen();
  }
  for (const cell of guarded) {
    programme.setCost(columns.get(cell) ?? 0, 0);
  }
  for (const target of guarded) {
    for (const cost of [-1, 1]) {
      if (isNarrow(target)) {
        await othersTurn();
        programme.setCost(columns.get(target) ?? 0, cost);
        widen();
      }
    }
    programme.setCost(columns.get(target) ?? 0, 0);
  }
  programme.dispose();
  return guarded.filter(isNarrow).map((cell) => {
    const [least, most] = boundsOf(cell);
    return { cell, least, most };
  });
}

/** What is said goes to the other side. */
function addRows(
  { cells, rows }: LinearSystem,
  part: SystemPart,
  columns: ReadonlyMap<number, number>,
  model: LinearModel,
): void {
  for (const row of part.rows) {
    const { terms, lower, upper } = rows[row] ?? { terms: [], lower: 0, upper: 0 };
    let said = 0;
    const unknown: (readonly [number, number])[] = [];
    for (const [cell, factor] of terms) {
      const column = columns.get(cell);
      if (column === undefined) {
        said += factor * (cells[cell]?.value ?? 0);
      } else {
        unknown.push([column, factor]);
      }
    }
    model.addRow(lower - said, upper - said, unknown);
  }
}
