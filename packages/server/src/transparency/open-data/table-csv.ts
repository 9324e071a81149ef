import { csvText } from '../../platform/csv-download.ts';
import type { ReleaseTable, TableCell } from './release-table.ts';

/** Stands in a table where a count is withheld: confidential, as official statistics mark it. */
export const WITHHELD = '[c]';

/** The table as CSV, as the project's other downloads are; `true` and `false`, `[c]` for what is withheld, empty for what is not known. */
export function tableCsv({ fields, rows }: ReleaseTable): string {
  return (
    csvText([fields.map(({ name }) => name)], true) +
    csvText(
      rows.map((row) => row.map(cellText)),
      false,
    )
  );
}

function cellText(cell: TableCell): string | number | null {
  if (cell === 'SUPPRESSED') {
    return WITHHELD;
  }
  return typeof cell === 'boolean' ? String(cell) : cell;
}
