import { useMutation } from '@apollo/client/react';
import { useId, useState } from 'react';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { useViewer } from '../platform/viewer.tsx';

const WRITE_COMMENT = graphql(`
  mutation WriteBriefingComment($bureau: ID!, $month: ID!, $text: String!, $over: Int!) {
    writeBriefingComment(bureau: $bureau, month: $month, text: $text, over: $over) {
      comment { version text writtenAt }
      problem
    }
  }
`);

interface Comment {
  readonly version: number;
  readonly text: string;
  readonly writtenAt: string;
}

/** What the page has room for, as the server has it too. */
const LONGEST_COMMENT = 600;

/** What the leader says of the month: read by all, written by those who may. */
export function LeaderComment({ month, comment }: { month: string; comment: Comment | null }) {
  const t = useText();
  const format = useFormat();
  const id = useId();
  const { bureau } = useView();
  const { may } = useViewer();
  const [write, writing] = useMutation(WRITE_COMMENT, { refetchQueries: ['Briefing'] });
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async () => {
    const { data } = await write({
      variables: { bureau: bureau.code, month, text: draft ?? '', over: comment?.version ?? 0 },
    });
    const found = data?.writeBriefingComment.problem ?? null;
    setProblem(found);
    if (found === null) {
      setDraft(null);
    }
  };
  return (
    <section className="leader-comment">
      <h3>{t('briefing.comment')}</h3>
      {draft === null ? (
        <p className="comment-text">{comment?.text || t('briefing.noComment')}</p>
      ) : (
        <label htmlFor={id} className="field">
          <span>{t('briefing.commentHint', { longest: LONGEST_COMMENT })}</span>
          <textarea
            id={id}
            rows={6}
            maxLength={LONGEST_COMMENT}
            value={draft}
            onChange={({ target }) => setDraft(target.value)}
          />
        </label>
      )}
      {comment && draft === null && (
        <p className="muted">
          {t('briefing.written', { instant: format.instant(comment.writtenAt), version: comment.version })}
        </p>
      )}
      {problem !== null && (
        <p role="alert" className="problem">
          {t(problem === 'CONFLICT' ? 'briefing.CONFLICT' : 'briefing.TOO_LONG')}
        </p>
      )}
      {may('LEADER') && (
        <p className="no-print desk-actions">
          {draft === null ? (
            <button
              type="button"
              className="button button-quiet"
              onClick={() => setDraft(comment?.text ?? '')}
            >
              {t('briefing.write')}
            </button>
          ) : (
            <>
              <button type="button" className="button" disabled={writing.loading} onClick={() => void save()}>
                {t('briefing.save')}
              </button>
              <button type="button" className="button button-quiet" onClick={() => setDraft(null)}>
                {t('briefing.cancel')}
              </button>
            </>
          )}
        </p>
      )}
    </section>
  );
}
