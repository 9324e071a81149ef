/** A linear model with some integer columns, as solvers take it; knows nothing of places. */
export class LinearModel {
  readonly costs: number[] = [];
  readonly lower: number[] = [];
  readonly upper: number[] = [];
  readonly isInteger: boolean[] = [];
  readonly rowLower: number[] = [];
  readonly rowUpper: number[] = [];
  /** Where each row starts in `indices` and `values`; one more than there are rows. */
  readonly starts: number[] = [0];
  readonly indices: number[] = [];
  readonly values: number[] = [];

  constructor(readonly sense: 'MAXIMISE' | 'MINIMISE') {}

  get columnCount(): number {
    return this.costs.length;
  }

  get rowCount(): number {
    return this.rowLower.length;
  }

  /** @returns its index */
  addColumn(cost: number, lower: number, upper: number, isInteger: boolean): number {
    this.costs.push(cost);
    this.lower.push(lower);
    this.upper.push(upper);
    this.isInteger.push(isInteger);
    return this.costs.length - 1;
  }

  addBinary(cost = 0): number {
    return this.addColumn(cost, 0, 1, true);
  }

  /** lower ≤ Σ value · column ≤ upper; ±Infinity: no bound on that side. */
  addRow(lower: number, upper: number, terms: Iterable<readonly [column: number, value: number]>): void {
    for (const [column, value] of terms) {
      this.indices.push(column);
      this.values.push(value);
    }
    this.rowLower.push(lower);
    this.rowUpper.push(upper);
    this.starts.push(this.indices.length);
  }

  setLower(column: number, lower: number): void {
    this.lower[column] = lower;
  }

  setCost(column: number, cost: number): void {
    this.costs[column] = cost;
  }
}

const LINE_TERMS = 8;

/** The model in CPLEX LP format, for a solver that reads files. Columns are named x0, x1 … in their order. */
export function lpText(model: LinearModel): string {
  const lines: string[] = [model.sense === 'MAXIMISE' ? 'Maximize' : 'Minimize', ' objective:'];
  const pushTerms = (terms: string[]) => {
    for (let at = 0; at < terms.length; at += LINE_TERMS) {
      lines.push(`  ${terms.slice(at, at + LINE_TERMS).join(' ')}`);
    }
  };
  const term = (value: number, column: number) => `${value < 0 ? '-' : '+'} ${Math.abs(value)} x${column}`;
  // A column that is in no term would be unknown to the reader of the file.
  pushTerms(model.costs.map((cost, column) => term(cost, column)));
  lines.push('Subject To');
  for (let row = 0; row < model.rowCount; row += 1) {
    const terms: string[] = [];
    for (let at = model.starts[row] ?? 0; at < (model.starts[row + 1] ?? 0); at += 1) {
      terms.push(term(model.values[at] ?? 0, model.indices[at] ?? 0));
    }
    for (const [side, bound, sign] of [
      ['l', model.rowLower[row] ?? 0, '>='],
      ['u', model.rowUpper[row] ?? 0, '<='],
    ] as const) {
      if (Number.isFinite(bound) && terms.length > 0) {
        lines.push(` r${row}${side}:`);
        pushTerms(terms);
        lines.push(`  ${sign} ${bound}`);
      }
    }
  }
  lines.push('Bounds');
  model.lower.forEach((lower, column) => {
    const upper = model.upper[column] ?? 0;
    lines.push(` ${lower} <= x${column}${Number.isFinite(upper) ? ` <= ${upper}` : ''}`);
  });
  lines.push('Generals');
  pushTerms(model.isInteger.flatMap((isInteger, column) => (isInteger ? [`x${column}`] : [])));
  lines.push('End', '');
  return lines.join('\n');
}
