import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { NextPage } from '../components/next-page.tsx';
import { Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import type { InvitePersonMutation } from '../gql/graphql.ts';
import { localInstant } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { AccountPageFrame } from './account-layout.tsx';
import { PersonForm } from './person-form.tsx';
import {
  CHANGE_PERSON,
  INVITE_PERSON,
  ISSUE_PERSON_LINK,
  PEOPLE,
  type Person,
  SET_PERSON_DISABLED,
} from './person-queries.ts';
import { PersonTable } from './person-table.tsx';
import { ToldOnce } from './told-once.tsx';

const AGAIN = { refetchQueries: ['People'] };

/** Whom the reader administers: who may sign in, and as what. */
export function PeoplePage() {
  const t = useText();
  const [parameters] = useSearchParams();
  const asked = useQuery(PEOPLE, {
    variables: { after: parameters.get('after') },
    fetchPolicy: 'cache-and-network',
  });
  const [invite] = useMutation(INVITE_PERSON, AGAIN);
  const [change] = useMutation(CHANGE_PERSON, AGAIN);
  const [setDisabled] = useMutation(SET_PERSON_DISABLED, AGAIN);
  const [issueLink] = useMutation(ISSUE_PERSON_LINK, AGAIN);
  const [edited, setEdited] = useState<Person | null>(null);
  const [link, setLink] = useState<{ path: string; until: string } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  /** Tells what came of a change. @returns whether it was made */
  const tell = (answer: NonNullable<InvitePersonMutation['invitePerson']> | undefined): boolean => {
    const isRefused = answer?.__typename !== 'PersonChanged';
    setProblem(isRefused ? t(`personRefusal.${codeOf(answer?.code)}`) : null);
    setLink(
      !isRefused && answer.linkPath != null
        ? { path: answer.linkPath, until: answer.person.linkExpiresAt ?? '' }
        : null,
    );
    return !isRefused;
  };
  return (
    <AccountPageFrame title={t('account.people')} intro={t('account.peopleIntro')}>
      {link !== null && (
        <ToldOnce
          label={t('account.link')}
          value={window.location.origin + link.path}
          hint={t('account.linkUntil', { instant: localInstant(link.until) })}
        />
      )}
      <Answer asked={asked}>
        {({ people: { totalCount, edges, pageInfo }, bureaus }) => (
          <>
            <p className="muted">{t('account.peopleCount', { count: totalCount })}</p>
            <PersonTable
              people={edges.map(({ node }) => node)}
              edit={(person) => {
                setProblem(null);
                setEdited(person);
              }}
              setDisabled={(id, isDisabled) =>
                void setDisabled({ variables: { id, isDisabled } }).then(({ data }) =>
                  tell(data?.setPersonDisabled),
                )
              }
              issueLink={(id) =>
                void issueLink({ variables: { id } }).then(({ data }) => tell(data?.issuePersonLink))
              }
            />
            <NextPage
              pageInfo={pageInfo}
              to={(after) => addressOf('/admin/people', parameters, new URLSearchParams({ after }))}
            />
            {edited === null ? (
              <Section title={t('account.invite')}>
                <PersonForm
                  key={totalCount}
                  person={null}
                  bureaus={bureaus}
                  problem={problem}
                  submitLabel={t('account.invite')}
                  submit={(draft) =>
                    void invite({ variables: draft }).then(({ data }) => tell(data?.invitePerson))
                  }
                />
              </Section>
            ) : (
              <Section
                title={t('account.changeOf', { name: edited.displayName })}
                action={
                  <button type="button" className="button button-quiet" onClick={() => setEdited(null)}>
                    {t('undo.no')}
                  </button>
                }
              >
                <PersonForm
                  key={edited.id}
                  person={edited}
                  bureaus={bureaus}
                  problem={problem}
                  submitLabel={t('account.save')}
                  submit={({ person }) =>
                    void change({ variables: { id: edited.id, person } }).then(({ data }) => {
                      if (tell(data?.changePerson)) {
                        setEdited(null);
                      }
                    })
                  }
                />
              </Section>
            )}
          </>
        )}
      </Answer>
    </AccountPageFrame>
  );
}

const REFUSALS = [
  'SIGN_IN_NAME',
  'NAME_TAKEN',
  'DISPLAY_NAME',
  'NO_ROLE',
  'OFFICER_POINTS',
  'OWN_ACCOUNT',
  'SINGLE_SIGN_ON',
] as const;

/** What a reader can act on; the others are of a page that is out of date. */
function codeOf(code: string | undefined): (typeof REFUSALS)[number] | 'OTHER' {
  return REFUSALS.find((each) => each === code) ?? 'OTHER';
}
