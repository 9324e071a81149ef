import { type ReactNode, useRef } from 'react';
import { DownloadMenu } from '../exports/download-menu.tsx';
import type { StatedColumn, TableColumn } from '../exports/table-column.ts';
import { useDescribeTable } from '../exports/use-describe-table.ts';
import { type DownloadContext, useDownload } from '../exports/use-download.ts';
import { type Format, MISSING, useFormat } from '../platform/format.ts';

export type { TableColumn } from '../exports/table-column.ts';

export interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly hideCaption?: boolean;
  /** What the downloaded file says of itself; NONE: it is downloaded another way. */
  readonly download?: DownloadContext | 'NONE';
}

/**
 * A table with a caption; numbers right-aligned with tabular numerals; scrolls sideways where the screen is narrow. Its files are
 * made from the columns that it is drawn from.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  hideCaption = false,
  download = {},
}: DataTableProps<Row>) {
  const format = useFormat();
  const table = useRef<HTMLTableElement>(null);
  const { tableChoices } = useDownload();
  const describe = useDescribeTable({ title: caption, columns, rows, table: () => table.current });
  return (
    <div className="table-block">
      {download !== 'NONE' && rows.length > 0 && (
        <DownloadMenu name={caption} choices={tableChoices(describe, () => download)} />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <section className="table-scroll" aria-label={caption} tabIndex={0}>
        <table ref={table}>
          <caption className={hideCaption ? 'visually-hidden' : undefined}>{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.title} scope="col" className={isNumber(column) ? 'number' : undefined}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                {columns.map((column, index) =>
                  index === 0 ? (
                    <th key={column.title} scope="row" className={classOf(column)}>
                      {drawn(column, row, format)}
                    </th>
                  ) : (
                    <td key={column.title} className={classOf(column)}>
                      {drawn(column, row, format)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function isNumber<Row>({ type, isNumber: isStated }: TableColumn<Row>): boolean {
  return isStated ?? (type === 'COUNT' || type === 'NUMBER' || type === 'RATE');
}

function isTime<Row>({ type, isTime: isStated }: TableColumn<Row>): boolean {
  return isStated ?? (type === 'DAY' || type === 'INSTANT');
}

function classOf<Row>(column: TableColumn<Row>): string | undefined {
  return isNumber(column) ? 'number' : isTime(column) ? 'time' : undefined;
}

function drawn<Row>(column: TableColumn<Row>, row: Row, format: Format): ReactNode {
  if (column.type === undefined) {
    return column.cell(row);
  }
  const shown = shownText(column, row, format);
  return column.cell ? column.cell(row, shown) : shown;
}

/** The text of a stated value in the language shown. */
function shownText<Row>(column: StatedColumn<Row>, row: Row, format: Format): string {
  switch (column.type) {
    case 'COUNT':
      return format.count(column.value(row));
    case 'NUMBER':
      return format.decimal(column.value(row), column.digits);
    case 'RATE':
      return format.percent(column.value(row)?.value);
    case 'DAY':
      return format.day(column.value(row));
    case 'INSTANT':
      return format.instant(column.value(row));
    case 'TEXT':
      return column.value(row) ?? MISSING;
  }
}
