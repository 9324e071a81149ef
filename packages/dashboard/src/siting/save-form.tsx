import { useMutation } from '@apollo/client/react';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { Amount } from './amount.tsx';
import { questionInput, type SitingDraft } from './siting-draft.ts';
import { RUN_SCENARIO, SAVE_SCENARIO } from './siting-queries.ts';
import { useIssueText } from './siting-text.ts';

const LIMITS = { from: 1, to: 600, plain: 60 } as const;

/** Keeps the question under a name and has it solved: in the place of the scenario that it was taken from, where the address says so. */
export function SaveForm({ draft }: { draft: SitingDraft }) {
  const t = useText();
  const issueText = useIssueText();
  const navigate = useNavigate();
  const { bureau, parameters } = useView();
  const [save, saving] = useMutation(SAVE_SCENARIO, { refetchQueries: ['SitingScenarios'] });
  const [run, running] = useMutation(RUN_SCENARIO);
  const [name, setName] = useState(parameters.get('name') ?? '');
  const [seconds, setSeconds] = useState<number>(LIMITS.plain);
  const [problem, setProblem] = useState<string | null>(null);
  const id = parameters.get('scenario');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    const { data } = await save({
      variables: { bureau: bureau.code, name, question: questionInput(draft), id },
    });
    const saved = data?.saveSitingScenario;
    if (saved?.__typename === 'SitingScenarioChanged') {
      const { data: begun } = await run({
        variables: { bureau: bureau.code, id: saved.scenario.id, timeLimitSeconds: seconds },
      });
      const refused =
        begun?.runSitingScenario.__typename === 'SitingRefused' ? begun.runSitingScenario.code : null;
      await navigate(
        addressOf(
          `/siting/${saved.scenario.id}`,
          parameters,
          new URLSearchParams(refused === null ? {} : { refused }),
        ),
      );
    } else if (saved) {
      setProblem([t(`sitingRefusal.${saved.code}`), ...saved.issues.map(issueText)].join(' '));
    }
  };
  return (
    <form className="siting-save" onSubmit={(event) => void submit(event)}>
      <label className="field">
        <span>{t('siting.name')}</span>
        <input
          type="text"
          required
          maxLength={100}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <Amount
        isField
        title={t('siting.timeLimit')}
        min={LIMITS.from}
        max={LIMITS.to}
        value={seconds}
        onChange={(value) => value !== null && setSeconds(value)}
      />
      <button type="submit" className="button button-quiet" disabled={saving.loading || running.loading}>
        {t(id === null ? 'siting.save' : 'siting.saveAgain')}
      </button>
      {problem !== null && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
    </form>
  );
}
