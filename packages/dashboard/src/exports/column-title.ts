import type { DownloadColumn } from './download-table.ts';

/** A column's title with its unit, once. */
export function columnTitle({ title, unit }: Pick<DownloadColumn, 'title' | 'unit'>): string {
  return unit === null || title.includes(unit) ? title : `${title} (${unit})`;
}
