import { useMutation } from '@apollo/client/react';
import { type FormEvent, useState } from 'react';
import { Section } from '../components/page.tsx';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { useActorText, useViewer } from '../platform/viewer.tsx';
import { COMMENT_SCENARIO, type Scenario } from './siting-queries.ts';

const LONGEST = 2000;

/** What was said of a scenario; it stays on record. */
export function Comments({ scenario: { id, comments } }: { scenario: Scenario }) {
  const t = useText();
  const format = useFormat();
  const { bureau } = useView();
  const { may } = useViewer();
  const actorText = useActorText();
  const [text, setText] = useState('');
  const [comment, { loading }] = useMutation(COMMENT_SCENARIO);
  if (!may('COMMENTER') && comments.length === 0) {
    return null;
  }
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const { data } = await comment({ variables: { bureau: bureau.code, id, text } });
    if (data?.commentSitingScenario.__typename === 'SitingScenarioChanged') {
      setText('');
    }
  };
  return (
    <Section title={t('siting.comments')}>
      {comments.length > 0 && (
        <ul className="card siting-comments">
          {comments.map((each) => (
            <li key={each.id}>
              <p>{each.text}</p>
              <span className="muted">
                {actorText(each.writtenBy)} · {format.instant(each.writtenAt)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {may('COMMENTER') && (
        <form className="card siting-comment no-print" onSubmit={(event) => void send(event)}>
          <label className="field">
            <span>{t('siting.comment')}</span>
            <textarea
              rows={3}
              required
              maxLength={LONGEST}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          </label>
          <button type="submit" className="button button-quiet" disabled={loading}>
            {t('siting.sendComment')}
          </button>
        </form>
      )}
    </Section>
  );
}
