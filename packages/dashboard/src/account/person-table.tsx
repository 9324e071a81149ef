import { TableFrame } from '../components/table-frame.tsx';
import { localInstant } from '../platform/format.ts';
import { type Translate, useText } from '../platform/locale.tsx';
import type { Person } from './person-queries.ts';

/** People, each with what can be done about them. */
export function PersonTable({
  people,
  edit,
  setDisabled,
  issueLink,
}: {
  people: readonly Person[];
  edit: (person: Person) => void;
  setDisabled: (id: string, isDisabled: boolean) => void;
  issueLink: (id: string) => void;
}) {
  const t = useText();
  return (
    <TableFrame
      hideCaption
      caption={t('account.people')}
      rows={people}
      keyOf={({ id }) => id}
      columns={[
        { title: t('account.name'), cell: ({ signInName }) => signInName },
        { title: t('account.displayName'), cell: ({ displayName }) => displayName },
        { title: t('bureau.title'), cell: ({ bureauCode }) => bureauCode ?? t('account.installation') },
        {
          title: t('account.roles'),
          cell: ({ roles, servicePointCodes }) =>
            [...roles.map((role) => t(`role.${role}`)), ...servicePointCodes].join(t('list.separator')),
        },
        { title: t('column.status'), cell: (person) => statusText(person, t) },
        { title: t('account.sessionsOfAll'), kind: 'number', cell: ({ sessionCount }) => sessionCount },
        {
          title: t('account.action'),
          cell: (person) => (
            <div className="account-actions">
              <button type="button" className="button button-quiet" onClick={() => edit(person)}>
                {t('account.change')}
              </button>
              {!person.isSingleSignOn && person.disabledAt == null && (
                <button type="button" className="button button-quiet" onClick={() => issueLink(person.id)}>
                  {t(person.hasPassword ? 'account.resetLink' : 'account.inviteAgain')}
                </button>
              )}
              {!person.isCaller && (
                <button
                  type="button"
                  className="button button-quiet"
                  onClick={() => setDisabled(person.id, person.disabledAt == null)}
                >
                  {t(person.disabledAt == null ? 'account.disable' : 'account.enable')}
                </button>
              )}
            </div>
          ),
        },
      ]}
    />
  );
}

function statusText(person: Person, t: Translate): string {
  if (person.disabledAt != null) {
    return t('account.disabledAt', { instant: localInstant(person.disabledAt) });
  }
  if (person.linkExpiresAt != null) {
    return t('account.linkUntil', { instant: localInstant(person.linkExpiresAt) });
  }
  if (person.isSingleSignOn) {
    return t('account.singleSignOn');
  }
  return t(person.hasPassword ? 'account.active' : 'account.linkExpired');
}
