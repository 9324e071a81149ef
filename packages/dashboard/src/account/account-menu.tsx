import { Link, useLocation, useSearchParams } from 'react-router';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { useViewer } from '../platform/viewer.tsx';
import { goOn, postAccount } from './post-account.ts';
import './account.css';

const ADMIN_PAGES = [
  ['/admin/people', 'account.people'],
  ['/admin/audit', 'nav.audit'],
  ['/admin/tokens', 'account.tokens'],
  ['/admin/sessions', 'account.sessionsOfAll'],
] as const;

/** Who is reading, what is theirs, and the way in and out. */
export function AccountMenu() {
  const t = useText();
  const { pathname, search } = useLocation();
  const [parameters] = useSearchParams();
  const { kind, displayName, roles, may } = useViewer();
  const isSignedIn = kind === 'ACCOUNT';
  return (
    <nav className="account-menu" aria-label={t('account.menu')}>
      {isSignedIn ? (
        <Link to={addressOf('/account', parameters)}>
          {displayName} · {roles.map((role) => t(`role.${role}`)).join(t('list.separator'))}
        </Link>
      ) : (
        <span className="top-role">{t(`role.${kind}`)}</span>
      )}
      {may('RELEASER') && <Link to={addressOf('/releases', parameters)}>{t('nav.releases')}</Link>}
      {may('ADMIN') &&
        ADMIN_PAGES.map(([path, label]) => (
          <Link key={path} to={addressOf(path, parameters)}>
            {t(label)}
          </Link>
        ))}
      {isSignedIn && (
        <button
          type="button"
          className="button button-quiet"
          onClick={() => void postAccount('sign-out', {}).then(() => goOn('/account/sign-in'))}
        >
          {t('account.signOut')}
        </button>
      )}
      {(kind === 'GUEST' || kind === 'ANONYMOUS') && pathname !== '/account/sign-in' && (
        <Link
          to={addressOf('/account/sign-in', parameters, new URLSearchParams({ next: pathname + search }))}
        >
          {t('account.signIn')}
        </Link>
      )}
    </nav>
  );
}
