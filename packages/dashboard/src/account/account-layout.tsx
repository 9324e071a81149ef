import { type ReactNode, Suspense, useEffect } from 'react';
import { Link, Outlet, useSearchParams } from 'react-router';
import { DrawnAddress, LanguageSwitch } from '../components/layout.tsx';
import { LoadingState } from '../components/states.tsx';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { ViewerProvider } from '../platform/viewer.tsx';
import { AccountMenu } from './account-menu.tsx';

/** Pages of accounts: they belong to no bureau. */
export function AccountLayout() {
  const t = useText();
  const [parameters] = useSearchParams();
  return (
    <div className="account-frame">
      <ViewerProvider>
        <header className="top">
          <Link className="account-brand" to={addressOf('/', parameters)}>
            {t('product.name')}
          </Link>
          <AccountMenu />
          <LanguageSwitch />
        </header>
        <main id="content" tabIndex={-1}>
          <Suspense fallback={<LoadingState />}>
            <Outlet />
            <DrawnAddress />
          </Suspense>
        </main>
      </ViewerProvider>
    </div>
  );
}

/** A page of those, with its heading. */
export function AccountPageFrame({
  title,
  intro,
  children,
}: {
  title: string;
  intro?: string;
  children: ReactNode;
}) {
  const t = useText();
  useEffect(() => {
    document.title = `${title} · ${t('product.name')}`;
  }, [title, t]);
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {intro && <p>{intro}</p>}
        </div>
      </header>
      {children}
    </>
  );
}
