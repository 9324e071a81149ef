import { type ReactNode, useEffect } from 'react';
import { PageActions } from '../exports/page-actions.tsx';
import { type OwnFilters, PageDownloadsProvider, type PageFilters } from '../exports/page-downloads.tsx';
import { useText } from '../platform/locale.tsx';
import { FilterBar } from './filter-bar.tsx';

/** A page: its heading, its filters, and what they show. */
export function Page({
  title,
  intro,
  filters = 'ALL',
  own,
  children,
}: {
  title: string;
  intro?: string;
  filters?: PageFilters;
  /** What the page is narrowed by beside or in place of those. */
  own?: OwnFilters;
  children: ReactNode;
}) {
  const t = useText();
  useEffect(() => {
    document.title = `${title} · ${t('product.name')}`;
  }, [title, t]);
  return (
    <PageDownloadsProvider filters={filters} own={own}>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {intro && <p>{intro}</p>}
        </div>
        <PageActions title={title} />
      </header>
      {filters !== 'NONE' && <FilterBar withPeriod={filters !== 'SCOPE'} withScope={filters !== 'PERIOD'} />}
      {children}
    </PageDownloadsProvider>
  );
}

/** A part of a page under a heading of its own. */
export function Section({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <section className="section">
      <div className="section-head">
        <h2>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
