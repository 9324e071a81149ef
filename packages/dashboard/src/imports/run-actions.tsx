import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { ProgressBar } from '../components/progress-bar.tsx';
import type { ImportRunQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useLanguage, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { useViewer } from '../platform/viewer.tsx';

const CANCEL = graphql(`
  mutation CancelImport($bureau: ID!, $run: ID!) { cancelImport(bureau: $bureau, run: $run) }
`);

const UNDO = graphql(`
  mutation UndoImport($bureau: ID!, $run: ID!) {
    undoImport(bureau: $bureau, run: $run) { run { id } error { code reasonZh reasonEn message } }
  }
`);

type Run = NonNullable<ImportRunQuery['importRun']>;

/** How far a running import is, and the way to stop it. */
export function RunProgress({ run }: { run: Run }) {
  const t = useText();
  const format = useFormat();
  const { bureau } = useView();
  const { may } = useViewer();
  const [cancel] = useMutation(CANCEL, { refetchQueries: ['ImportRun'] });
  const { phase, done, total } = run.progress ?? { phase: 'READING' as const, done: 0, total: null };
  const text = (value: number) => (phase === 'READING' ? format.bytes(value) : format.count(value));
  return (
    <div className="card run-progress" aria-live="polite">
      <ProgressBar label={t(`progress.${phase}`)} done={done} total={total ?? null}>
        {total == null ? '' : `${text(done)} / ${text(total)} · `}
        {t('progress.rows', { count: format.count(run.rowsRead) })}
      </ProgressBar>
      {may('IMPORTER') && (
        <button
          type="button"
          className="button button-quiet"
          disabled={run.isCancelRequested}
          onClick={() => void cancel({ variables: { bureau: bureau.code, run: run.id } })}
        >
          {t(run.isCancelRequested ? 'progress.cancelling' : 'progress.cancel')}
        </button>
      )}
    </div>
  );
}

/** What an operator can do with a run that has ended. */
export function RunActions({ run }: { run: Run }) {
  const t = useText();
  const { language } = useLanguage();
  const { bureau, parameters } = useView();
  const navigate = useNavigate();
  const [undo, undoing] = useMutation(UNDO);
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const file = parameters.get('file');
  const takeBack = async () => {
    const { data } = await undo({ variables: { bureau: bureau.code, run: run.id } });
    const { run: undone, error } = data?.undoImport ?? {};
    setIsAsking(false);
    if (undone) {
      await navigate(addressOf(`/imports/${undone.id}`, parameters));
    } else if (error) {
      setProblem(`${error.code} · ${language === 'en' ? error.reasonEn : error.reasonZh} ${error.message}`);
    }
  };
  return (
    <div className="desk-actions">
      {problem !== null && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      {run.isDryRun && file !== null && (
        <Link
          className="button"
          to={addressOf(
            `/imports/files/${file}`,
            parameters,
            new URLSearchParams({ profile: run.profileName }),
          )}
        >
          {t('desk.back')}
        </Link>
      )}
      {run.rowsRefused > 0 && (
        <a
          className="button button-quiet"
          download
          href={`/api/import-runs/${run.id}/refused-rows?${new URLSearchParams({ bureau: bureau.code }).toString()}`}
        >
          {t('refused.download')}
        </a>
      )}
      {run.undo.undoneByRunId != null && (
        <p className="muted">
          <Link to={addressOf(`/imports/${run.undo.undoneByRunId}`, parameters)}>
            {t('undo.undone', { run: run.undo.undoneByRunId })}
          </Link>
        </p>
      )}
      {run.undo.isPossible &&
        (isAsking ? (
          <fieldset className="confirm">
            <legend>{t(run.kind === 'UNDO' ? 'undo.redoQuestion' : 'undo.question')}</legend>
            <button
              type="button"
              className="button"
              disabled={undoing.loading}
              onClick={() => void takeBack()}
            >
              {t('undo.yes')}
            </button>
            <button type="button" className="button button-quiet" onClick={() => setIsAsking(false)}>
              {t('undo.no')}
            </button>
          </fieldset>
        ) : (
          <button type="button" className="button button-quiet" onClick={() => setIsAsking(true)}>
            {t(run.kind === 'UNDO' ? 'undo.redo' : 'undo.title')}
          </button>
        ))}
    </div>
  );
}
