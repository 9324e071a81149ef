import type { ComponentChildren } from 'preact';
import type { MeasureDefinition } from '../../measure/measure-definition.ts';
import { DefinitionLink } from './figure.tsx';
import type { PageContext } from './page-context.ts';

export interface Column<Row> {
  readonly title: string;
  readonly isNumber?: boolean;
  readonly cell: (row: Row) => ComponentChildren;
}

export interface CaptionProps {
  readonly page: PageContext;
  readonly title: string;
  readonly unit: string | null;
  readonly definition: MeasureDefinition | null;
  /** null: the period of the release. */
  readonly period: string | null;
}

/** A table whose caption says period, unit and definition; the first column heads its rows. */
export function DataTable<Row>({
  columns,
  rows,
  ...caption
}: CaptionProps & { columns: readonly Column<Row>[]; rows: readonly Row[] }) {
  const [first, ...others] = columns;
  return (
    <table>
      <caption>
        <Caption {...caption} />
      </caption>
      <thead>
        <tr>
          {columns.map(({ title, isNumber }) => (
            <th key={title} scope="col" class={isNumber ? 'number' : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: drawn once.
          <tr key={index}>
            <th scope="row">{first?.cell(row)}</th>
            {others.map(({ title, isNumber, cell }) => (
              <td key={title} class={isNumber ? 'number' : undefined}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "by point · November 2021 · unit: applications · definition". */
export function Caption({ page, title, unit, definition, period }: CaptionProps) {
  const { words, content } = page;
  return (
    <>
      <strong>{title}</strong>{' '}
      <span class="about">
        {[period ?? words.month(content.period.from), ...(unit === null ? [] : [words.unit(unit)])].join(
          ' · ',
        )}
        {definition === null ? null : (
          <>
            {' · '}
            <DefinitionLink page={page} of={definition} />
          </>
        )}
      </span>
    </>
  );
}
