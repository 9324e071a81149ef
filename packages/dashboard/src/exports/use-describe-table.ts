import { useBureau } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { type DownloadTable, describeTable } from './download-table.ts';
import type { TableColumn } from './table-column.ts';

/** The description of a table on the page at the time of asking. */
export function useDescribeTable<Row>({
  title,
  columns,
  rows,
  table,
}: {
  title: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  /** The table drawn from them; null: none is. */
  table: () => HTMLTableElement | null | undefined;
}): () => DownloadTable {
  const t = useText();
  const { bureau } = useBureau();
  return () =>
    describeTable({
      title,
      columns,
      rows,
      timeZone: bureau.timeZone,
      partTitles: {
        numerator: (of) => t('export.numeratorOf', { title: of }),
        denominator: (of) => t('export.denominatorOf', { title: of }),
      },
      shownText: (row, column) => table()?.tBodies[0]?.rows[row]?.cells[column]?.textContent ?? '',
    });
}
