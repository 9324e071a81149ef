import { TableFrame } from '../components/table-frame.tsx';
import { localInstant } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';

export interface SessionRow {
  readonly id: string;
  readonly signInName: string;
  readonly displayName: string;
  readonly startedAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly address: string;
  readonly userAgent: string;
  readonly isPresent: boolean;
}

/** Sessions in force, each with the way to end it. */
export function SessionTable({
  caption,
  sessions,
  withPerson = false,
  end,
}: {
  caption: string;
  sessions: readonly SessionRow[];
  withPerson?: boolean;
  end: (id: string) => void;
}) {
  const t = useText();
  return (
    <TableFrame
      hideCaption
      caption={caption}
      rows={sessions}
      keyOf={({ id }) => id}
      columns={[
        ...(withPerson
          ? [
              {
                title: t('account.name'),
                cell: ({ signInName, displayName }: SessionRow) => `${displayName} (${signInName})`,
              },
            ]
          : []),
        { title: t('account.startedAt'), kind: 'time', cell: ({ startedAt }) => localInstant(startedAt) },
        { title: t('account.lastSeenAt'), kind: 'time', cell: ({ lastSeenAt }) => localInstant(lastSeenAt) },
        { title: t('account.expiresAt'), kind: 'time', cell: ({ expiresAt }) => localInstant(expiresAt) },
        { title: t('account.address'), cell: ({ address }) => address },
        { title: t('account.userAgent'), cell: ({ userAgent }) => userAgent },
        {
          title: t('account.action'),
          cell: ({ id, isPresent }) =>
            isPresent ? (
              t('account.thisSession')
            ) : (
              <button type="button" className="button button-quiet" onClick={() => end(id)}>
                {t('account.endSession')}
              </button>
            ),
        },
      ]}
    />
  );
}
