import { NetworkStatus } from '@apollo/client';
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import type { ReactNode } from 'react';
import { useText } from '../platform/locale.tsx';

/** Something is on its way. */
export function LoadingState() {
  const t = useText();
  return (
    <div className="state" role="status" aria-live="polite">
      <span className="spinner" aria-hidden="true" />
      {t('state.loading')}
    </div>
  );
}

/** There is nothing, and what would make it otherwise. */
export function EmptyState({ title, hint }: { title: string; hint: ReactNode }) {
  return (
    <div className="state" data-state="empty">
      <strong>{title}</strong>
      <span>{hint}</span>
    </div>
  );
}

/** It did not work, and what to do. */
export function ErrorState({ error, retry }: { error: Error; retry: () => void }) {
  const t = useText();
  const code = codeOf(error);
  const isOldPage = code === 'PERSISTED_QUERY_NOT_FOUND';
  return (
    <div className="state state-error" role="alert" data-state="error">
      <strong>{t('state.error')}</strong>
      <span>{t(`error.${code}`)}</span>
      <button type="button" className="button" onClick={isOldPage ? () => location.reload() : retry}>
        {t(isOldPage ? 'state.reload' : 'state.retry')}
      </button>
    </div>
  );
}

const KNOWN_CODES = [
  'BUREAU_NOT_FOUND',
  'INVALID_PERIOD',
  'INVALID_CURSOR',
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'UNKNOWN_MEASURE',
  'RATE_LIMITED',
  'QUERY_TOO_SLOW',
  // The server was updated under an open page.
  'PERSISTED_QUERY_NOT_FOUND',
] as const;

/** What a reader can be told: the API's code where it has a text, a failure of the network, or one of ours. */
function codeOf(error: Error) {
  const codes = codesIn(error);
  if (codes === null) {
    return 'NETWORK';
  }
  return KNOWN_CODES.find((code) => codes.includes(code)) ?? 'INTERNAL_SERVER_ERROR';
}

/** null: no answer of the server, or none that it wrote */
function codesIn(error: Error): readonly unknown[] | null {
  if (CombinedGraphQLErrors.is(error)) {
    return error.errors.map(({ extensions }) => extensions?.['code']);
  }
  if (!ServerError.is(error)) {
    return null;
  }
  try {
    const { errors } = JSON.parse(error.bodyText) as { errors: { extensions: { code: string } }[] };
    return errors.map(({ extensions }) => extensions.code);
  } catch {
    return null;
  }
}

interface Asked<Data> {
  readonly data: Data | undefined;
  readonly previousData?: Data | undefined;
  readonly error?: Error | undefined;
  readonly loading: boolean;
  readonly networkStatus?: NetworkStatus;
  refetch(): Promise<unknown>;
}

/** The answer of a query once it is there: the former one, marked stale, while one to another question is on its way; a poll changes nothing until it is there. */
export function Answer<Data>({
  asked,
  children,
}: {
  asked: Asked<Data>;
  children: (data: Data) => ReactNode;
}) {
  const t = useText();
  if (asked.error) {
    return <ErrorState error={asked.error} retry={() => void asked.refetch()} />;
  }
  const data = asked.data ?? asked.previousData;
  if (data === undefined) {
    return <LoadingState />;
  }
  const isStale = asked.loading && asked.networkStatus !== NetworkStatus.poll;
  return (
    <div className={isStale ? 'stale' : undefined} aria-busy={isStale}>
      {isStale && (
        <p className="stale-note" role="status">
          {t('state.stale')}
        </p>
      )}
      {children(data)}
    </div>
  );
}
