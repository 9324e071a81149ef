import type { ReactNode, Ref } from 'react';

export interface FrameColumn<Row> {
  readonly title: string;
  /** Numbers stand at the right with tabular numerals; a day or an instant is not broken over lines. */
  readonly kind?: 'number' | 'time' | undefined;
  readonly cell: (row: Row) => ReactNode;
}

/** The frame of every table: a caption, a head, rows that begin with their header. It scrolls sideways where the screen is narrow. */
export function TableFrame<Row>({
  caption,
  columns,
  rows,
  keyOf,
  hideCaption = false,
  table,
}: {
  caption: string;
  columns: readonly FrameColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  hideCaption?: boolean;
  table?: Ref<HTMLTableElement>;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className="table-scroll" aria-label={caption} tabIndex={0}>
      <table ref={table}>
        <caption className={hideCaption ? 'visually-hidden' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, kind }) => (
              <th key={title} scope="col" className={kind === 'number' ? kind : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ title, kind, cell }, index) =>
                index === 0 ? (
                  <th key={title} scope="row" className={kind}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={title} className={kind}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
