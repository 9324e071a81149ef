import { type ReactNode, useEffect } from 'react';
import { useText } from '../platform/locale.tsx';
import { FilterBar } from './filter-bar.tsx';

/** A page: its heading, its filters, and what they show. */
export function Page({
  title,
  intro,
  filters = 'ALL',
  children,
}: {
  title: string;
  intro?: string;
  filters?: 'ALL' | 'SCOPE' | 'PERIOD' | 'NONE';
  children: ReactNode;
}) {
  const t = useText();
  useEffect(() => {
    document.title = `${title} · ${t('product.name')}`;
  }, [title, t]);
  return (
    <>
      <header className="page-head">
        <h1>{title}</h1>
        {intro && <p>{intro}</p>}
      </header>
      {filters !== 'NONE' && <FilterBar withPeriod={filters !== 'SCOPE'} withScope={filters !== 'PERIOD'} />}
      {children}
    </>
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
