import { Link } from 'react-router';
import { Page } from './components/page.tsx';
import { EmptyState } from './components/states.tsx';
import { useView } from './platform/bureau.tsx';
import { useText } from './platform/locale.tsx';
import { addressOf } from './platform/view.ts';

export function NotFoundPage() {
  const t = useText();
  const { parameters } = useView();
  return (
    <Page title={t('notFound.title')} filters="NONE">
      <EmptyState
        title={t('notFound.title')}
        hint={<Link to={addressOf('/', parameters)}>{t('nav.overview')}</Link>}
      />
    </Page>
  );
}
