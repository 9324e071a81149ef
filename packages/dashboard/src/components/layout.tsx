import { Suspense, useEffect, useRef } from 'react';
import { Link, NavLink, Outlet, useLocation, useSearchParams } from 'react-router';
import { AccountMenu } from '../account/account-menu.tsx';
import { BureauProvider, useBureau } from '../platform/bureau.tsx';
import { useLanguage, useNames, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { LoadingState } from './states.tsx';

const PAGES = [
  ['/', 'nav.overview'],
  ['/volume', 'nav.volume'],
  ['/turnaround', 'nav.turnaround'],
  ['/caseload', 'nav.caseload'],
  ['/performance', 'nav.performance'],
  ['/why', 'nav.why'],
  ['/warnings', 'nav.warnings'],
  ['/service-points', 'nav.servicePoints'],
  ['/coverage', 'nav.coverage'],
  ['/siting', 'nav.siting'],
  ['/outreach', 'nav.outreach'],
  ['/applications', 'nav.applications'],
  ['/imports', 'nav.imports'],
  ['/briefing', 'nav.briefing'],
  ['/wallboard', 'nav.wallboard'],
  ['/definitions', 'nav.definitions'],
] as const;

/** The frame of every page: navigation, the bureau, the language, and what must be known of the data. */
export function Layout() {
  const t = useText();
  const [parameters] = useSearchParams();
  const { pathname } = useLocation();
  const pages = useRef<HTMLUListElement>(null);
  // On a phone the pages are a strip that scrolls: the present one is shown in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: which page is present follows from the path
  useEffect(() => {
    const present = pages.current?.querySelector<HTMLElement>('[aria-current=page]');
    pages.current?.scrollTo({ left: (present?.offsetLeft ?? 0) - pages.current.offsetLeft });
  }, [pathname]);
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t('nav.skip')}
      </a>
      <nav className="rail" aria-label={t('nav.title')}>
        <Link className="brand" to={addressOf('/', parameters)}>
          <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
            <circle cx="16" cy="16" r="13" fill="none" stroke="currentColor" strokeWidth="3" />
            <circle cx="16" cy="16" r="4" fill="#f4a340" />
          </svg>
          <span>{t('product.name')}</span>
        </Link>
        <ul ref={pages}>
          {PAGES.map(([path, label]) => (
            <li key={path}>
              <NavLink to={addressOf(path, parameters)} end={path === '/'}>
                {t(label)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="body">
        <BureauProvider>
          <TopBar />
          <Notice />
          <main id="content" tabIndex={-1}>
            <Suspense fallback={<LoadingState />}>
              <Outlet />
              <DrawnAddress />
            </Suspense>
          </main>
        </BureauProvider>
      </div>
    </div>
  );
}

/** A page that is the whole screen: the bureau and nothing around it. */
export function BareLayout() {
  return (
    <BureauProvider>
      <Suspense fallback={<LoadingState />}>
        <Outlet />
      </Suspense>
    </BureauProvider>
  );
}

/** Which address the page beside it shows: the browser's own runs ahead while a page is being drawn. */
export function DrawnAddress() {
  const { pathname, search } = useLocation();
  return <span hidden data-address={pathname + search} />;
}

function TopBar() {
  const t = useText();
  const nameOf = useNames();
  const { bureau, bureaus } = useBureau();
  const { language } = useLanguage();
  const [, setParameters] = useSearchParams();
  return (
    <header className="top">
      {bureaus.length > 1 ? (
        <label className="field field-inline">
          <span className="visually-hidden">{t('bureau.title')}</span>
          <select
            value={bureau.code}
            onChange={({ target }) => setParameters({ bureau: target.value, lang: language })}
          >
            {bureaus.map((each) => (
              <option key={each.code} value={each.code}>
                {nameOf(each)}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <strong>{nameOf(bureau)}</strong>
      )}
      <AccountMenu />
      <LanguageSwitch />
    </header>
  );
}

export function LanguageSwitch() {
  const t = useText();
  const { language, choose } = useLanguage();
  return (
    <fieldset className="language">
      <legend className="visually-hidden">{t('language.title')}</legend>
      <button type="button" lang="zh-CN" aria-pressed={language === 'zh-CN'} onClick={() => choose('zh-CN')}>
        中文
      </button>
      <button type="button" lang="en" aria-pressed={language === 'en'} onClick={() => choose('en')}>
        English
      </button>
    </fieldset>
  );
}

/** Where the facts came from, where that is not plain: on every page. */
export function Notice() {
  const { bureau } = useBureau();
  const { language } = useLanguage();
  const notice = language === 'en' ? bureau.noticeEn : bureau.noticeZh;
  return notice ? (
    <aside className="notice" aria-label={notice.slice(0, 20)}>
      {notice}
    </aside>
  ) : null;
}
