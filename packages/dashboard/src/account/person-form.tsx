import { useQuery } from '@apollo/client/react';
import { type FormEvent, useState } from 'react';
import type { PersonInput, Role } from '../gql/graphql.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { useViewer } from '../platform/viewer.tsx';
import { type BureauChoice, type Person, SERVICE_POINT_CHOICES } from './person-queries.ts';
import { TextField } from './text-field.tsx';

const ROLES: readonly Role[] = ['LEADER', 'PLANNER', 'OFFICER', 'STEWARD', 'ADMIN'];
/** The choice that is no bureau. */
const INSTALLATION = '';

export interface PersonDraft {
  readonly signInName: string;
  readonly bureau: string | null;
  readonly person: PersonInput;
}

/** Somebody to be invited, or to be changed: their name to sign in with and their bureau then stand. */
export function PersonForm({
  person,
  bureaus,
  problem,
  submitLabel,
  submit,
}: {
  person: Person | null;
  bureaus: readonly BureauChoice[];
  problem: string | null;
  submitLabel: string;
  submit: (draft: PersonDraft) => void;
}) {
  const t = useText();
  const nameOf = useNames();
  const { administersInstallation } = useViewer();
  const [signInName, setSignInName] = useState(person?.signInName ?? '');
  const [displayName, setDisplayName] = useState(person?.displayName ?? '');
  const [bureau, setBureau] = useState(
    person ? (person.bureauCode ?? INSTALLATION) : (bureaus[0]?.code ?? INSTALLATION),
  );
  const [roles, setRoles] = useState<readonly Role[]>(person?.roles ?? []);
  const [points, setPoints] = useState<readonly string[]>(person?.servicePointCodes ?? []);
  const offered = bureau === INSTALLATION ? ROLES.filter((role) => role === 'ADMIN') : ROLES;
  const chosen = roles.filter((role) => offered.includes(role));
  const isOfficer = chosen.includes('OFFICER');
  const send = (event: FormEvent) => {
    event.preventDefault();
    submit({
      signInName,
      bureau: bureau === INSTALLATION ? null : bureau,
      person: { displayName, roles: [...chosen], servicePoints: isOfficer ? [...points] : [] },
    });
  };
  return (
    <form className="card account-form" onSubmit={send}>
      {person === null && (
        <>
          <TextField
            label={t('account.name')}
            hint={t('account.nameHint')}
            value={signInName}
            onChange={setSignInName}
          />
          <label className="field">
            <span>{t('bureau.title')}</span>
            <select value={bureau} onChange={({ target }) => setBureau(target.value)}>
              {bureaus.map((each) => (
                <option key={each.code} value={each.code}>
                  {nameOf(each)}
                </option>
              ))}
              {administersInstallation && <option value={INSTALLATION}>{t('account.installation')}</option>}
            </select>
          </label>
        </>
      )}
      <TextField label={t('account.displayName')} value={displayName} onChange={setDisplayName} />
      <Choices
        title={t('account.roles')}
        choices={offered.map((role) => ({ code: role, label: t(`role.${role}`) }))}
        chosen={chosen}
        choose={(next) => setRoles(offered.filter((role) => next.includes(role)))}
      />
      {isOfficer && bureau !== INSTALLATION && (
        <PointChoices bureau={bureau} chosen={points} choose={setPoints} />
      )}
      <button type="submit" className="button">
        {submitLabel}
      </button>
      {problem !== null && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
    </form>
  );
}

function PointChoices({
  bureau,
  chosen,
  choose,
}: {
  bureau: string;
  chosen: readonly string[];
  choose: (codes: readonly string[]) => void;
}) {
  const t = useText();
  const nameOf = useNames();
  const { data } = useQuery(SERVICE_POINT_CHOICES, { variables: { bureau } });
  return (
    <Choices
      title={t('account.ownPoints')}
      choices={(data?.bureau?.dimensions.servicePoints ?? []).map((point) => ({
        code: point.code ?? '',
        label: nameOf(point),
      }))}
      chosen={chosen}
      choose={choose}
    />
  );
}

function Choices({
  title,
  choices,
  chosen,
  choose,
}: {
  title: string;
  choices: readonly { readonly code: string; readonly label: string }[];
  chosen: readonly string[];
  choose: (codes: readonly string[]) => void;
}) {
  return (
    <fieldset className="account-choices">
      <legend>{title}</legend>
      {choices.map(({ code, label }) => (
        <label key={code}>
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={({ target }) =>
              choose(target.checked ? [...chosen, code] : chosen.filter((each) => each !== code))
            }
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
