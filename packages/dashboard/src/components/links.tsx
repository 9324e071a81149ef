import { Link } from 'react-router';
import type { StatedColumn } from '../exports/table-column.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useNames } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';

/** A count that leads to the applications behind it; without an address, or unknown, the count alone. */
export function CountLink({ count, to }: { count: number | null | undefined; to: string | null }) {
  const format = useFormat();
  return count == null || to === null ? format.count(count) : <Link to={to}>{format.count(count)}</Link>;
}

interface PointKey {
  readonly code?: string | null | undefined;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** A service point's name, leading to its page; the applications that state none have no page. */
export function PointLink({ point }: { point: PointKey }) {
  const nameOf = useNames();
  const { parameters } = useView();
  return point.code == null ? (
    nameOf(point)
  ) : (
    <Link to={addressOf(`/service-points/${encodeURIComponent(point.code)}`, parameters)}>
      {nameOf(point)}
    </Link>
  );
}

/** The column of a table by service point that says which one a row is of. */
export function pointColumn<Row extends { readonly key: PointKey }>(
  title: string,
  nameOf: (point: PointKey) => string,
): StatedColumn<Row> {
  return {
    title,
    type: 'TEXT',
    value: ({ key }) => nameOf(key),
    cell: ({ key }) => <PointLink point={key} />,
  };
}
