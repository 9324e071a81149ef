import { parse } from 'csv-parse/sync';

// As a stranger would: everything is taken from the files of the release, as downloaded, by the recipe that is among them.

interface DataPackage {
  readonly resources: readonly {
    readonly name: string;
    readonly path: string;
    readonly schema: {
      readonly fields: readonly { readonly name: string }[];
      readonly primaryKey: readonly string[];
    };
  }[];
}

type Row = Readonly<Record<string, string>>;

interface Table {
  readonly key: readonly string[];
  readonly fields: ReadonlySet<string>;
  readonly rows: readonly Row[];
}

const WITHHELD = '[c]';
/** What stands on a page. */
const SIGN = '※';
const MISSING = '—';

export interface PrintedFigure {
  readonly at: string;
  readonly printed: string;
}

/** Every figure of a page as a reader sees it, by the place that it names. */
export function printedFigures(html: string): PrintedFigure[] {
  const marked = html.matchAll(/<(span|a) [^>]*?data-figure="([^"]*)"[^>]*>([\s\S]*?)<\/\1>/g);
  return [...marked].map(([, , at = '', inner = '']) => ({
    at: plainText(at),
    printed: plainText(inner.replace(/<[^>]*>/g, '')),
  }));
}

function plainText(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** Computes figures anew from the open data. `textOf`: of a file of the release, by its path. */
export class OpenData {
  readonly #tables: ReadonlyMap<string, Table>;

  constructor(textOf: (path: string) => string) {
    const { resources } = JSON.parse(textOf('data/datapackage.json')) as DataPackage;
    this.#tables = new Map(
      resources.map(({ name, path, schema }) => [
        name,
        {
          key: schema.primaryKey,
          fields: new Set(schema.fields.map((field) => field.name)),
          rows: parse(textOf(`data/${path}`), { bom: true, columns: true }) as Row[],
        },
      ]),
    );
  }

  /** What should be printed at a place. @throws Error when the open data has no such place */
  recompute(at: string): string {
    const [name = '', ...rest] = at.split('/');
    const formula = rest.pop() ?? '';
    const table = this.#table(name);
    if (rest.join('/') === 'count') {
      const [field = '', value] = formula.split('=');
      return whole(table.rows.filter((row) => row[field] === value).length);
    }
    const key = rest.join('/');
    const row = table.rows.find((each) => table.key.map((field) => each[field]).join('/') === key);
    if (!row) {
      throw new Error(`${at}: no such row in ${name}.csv`);
    }
    return table.fields.has(formula)
      ? printedCell(row[formula] ?? '')
      : this.#computed(at, name, row, formula);
  }

  #computed(at: string, name: string, row: Row, formula: string): string {
    const days = /^(share-)?within-(\d+)-days$/.exec(formula);
    if (days) {
      const bins = this.#distribution(row);
      const within = sum(bins.filter(([tenths]) => tenths <= 10 * Number(days[2])).map(([, count]) => count));
      return days[1] ? percent(String(within), String(sum(bins.map(([, count]) => count)))) : whole(within);
    }
    const minutes = /^(nearest_\d)_minutes$/.exec(formula);
    if (minutes) {
      return whole(Math.ceil(Number(row[`${minutes[1]}_seconds`]) / 60));
    }
    switch (formula) {
      case 'share':
        return name === 'rates'
          ? percent(row['numerator'] ?? '', row['denominator'] ?? '')
          : percent(row['covered'] ?? '', row['total'] ?? '');
      case 'on_time_share':
        return percent(row['on_time_numerator'] ?? '', row['on_time_denominator'] ?? '');
      case 'median':
      case 'p90':
        return row['applications'] === WITHHELD
          ? SIGN
          : this.#least(row, formula === 'median' ? [1, 2] : [9, 10]);
      case 'median_days':
      case 'p90_days': {
        const tenths = row[formula.replace('days', 'tenths')] ?? '';
        return row['decided'] === WITHHELD ? SIGN : tenths === '' ? MISSING : decimal(Number(tenths));
      }
      default:
        throw new Error(`${at}: there is no recipe for it`);
    }
  }

  /** The least number of tenths within which a share of the applications lies. */
  #least(row: Row, [part, of]: readonly [part: number, of: number]): string {
    const bins = this.#distribution(row);
    const n = sum(bins.map(([, count]) => count));
    let soFar = 0;
    for (const [tenths, count] of bins) {
      soFar += count;
      if (of * soFar >= part * n) {
        return decimal(tenths);
      }
    }
    return MISSING;
  }

  #distribution(row: Row): (readonly [tenths: number, count: number])[] {
    return this.#table('turnaround-distribution')
      .rows.filter((bin) => bin['group_by'] === row['group_by'] && bin['group'] === row['group'])
      .map((bin) => [Number(bin['tenths']), Number(bin['applications'])] as const)
      .toSorted(([one], [other]) => one - other);
  }

  #table(name: string): Table {
    const table = this.#tables.get(name);
    if (!table) {
      throw new Error(`The open data has no table ${name}.`);
    }
    return table;
  }
}

function printedCell(cell: string): string {
  if (cell === WITHHELD) {
    return SIGN;
  }
  return cell === '' ? MISSING : whole(Number(cell));
}

function percent(part: string, of: string): string {
  if (part === WITHHELD || of === WITHHELD) {
    return SIGN;
  }
  return part === '' || Number(of) === 0
    ? MISSING
    : `${decimal(Math.round((1000 * Number(part)) / Number(of)))}%`;
}

const whole = (value: number): string => new Intl.NumberFormat('en-US').format(value);

const decimal = (tenths: number): string =>
  new Intl.NumberFormat('en-US', { minimumFractionDigits: 1 }).format(tenths / 10);

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

/** Figures of pages that are not what the open data gives, as `page place: printed, not recomputed`. */
export function wrongFigures(data: OpenData, pages: ReadonlyMap<string, string>): string[] {
  return [...pages].flatMap(([page, html]) =>
    printedFigures(html).flatMap(({ at, printed }) => {
      const recomputed = data.recompute(at);
      // What is missing says so to a screen reader too.
      const isSame = recomputed === MISSING ? printed.startsWith(MISSING) : printed === recomputed;
      return isSame ? [] : [`${page} ${at}: ${printed}, not ${recomputed}`];
    }),
  );
}
