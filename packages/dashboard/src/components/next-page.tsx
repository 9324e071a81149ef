import { Link } from 'react-router';
import { useText } from '../platform/locale.tsx';

/** The way to what follows on a list that goes on; nothing where it ends. */
export function NextPage({
  pageInfo: { hasNextPage, endCursor },
  to,
}: {
  pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
  /** The address of what stands after a cursor. */
  to: (after: string) => string;
}) {
  const t = useText();
  if (!hasNextPage) {
    return null;
  }
  return (
    <nav className="pager" aria-label={t('pager.title')}>
      <Link className="button" to={to(endCursor ?? '')}>
        {t('pager.next')}
      </Link>
    </nav>
  );
}
