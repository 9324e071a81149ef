import { type ReactNode, useRef } from 'react';
import { DownloadMenu } from '../exports/download-menu.tsx';
import type { StatedColumn, TableColumn } from '../exports/table-column.ts';
import { useDescribeTable } from '../exports/use-describe-table.ts';
import { type DownloadContext, useDownload } from '../exports/use-download.ts';
import { type Format, MISSING, useFormat } from '../platform/format.ts';
import { type FrameColumn, TableFrame } from './table-frame.tsx';

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
 * A table of figures, whose files are made from the columns that it is drawn from.
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
      <TableFrame
        caption={caption}
        columns={columns.map((column) => ({
          title: column.title,
          kind: kindOf(column),
          cell: (row: Row) => drawn(column, row, format),
        }))}
        rows={rows}
        keyOf={keyOf}
        hideCaption={hideCaption}
        table={table}
      />
    </div>
  );
}

function kindOf<Row>({ type, isNumber, isTime }: TableColumn<Row>): FrameColumn<Row>['kind'] {
  if (isNumber ?? (type === 'COUNT' || type === 'NUMBER' || type === 'RATE')) {
    return 'number';
  }
  return (isTime ?? (type === 'DAY' || type === 'INSTANT')) ? 'time' : undefined;
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
