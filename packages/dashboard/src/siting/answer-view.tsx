import { BasisLine } from '../coverage/basis-line.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { PlaceEffects, TownEffects } from './answer-effects.tsx';
import { AnswerFigures } from './answer-figures.tsx';
import { AnswerPlan } from './answer-plan.tsx';
import { Alternatives, Curve, Pick, Sensitivity } from './answer-tradeoffs.tsx';
import type { SitingDraft } from './siting-draft.ts';
import type { Answer } from './siting-queries.ts';

/** An answer with its proof, and what it means for whom. */
export function AnswerView({ answer, question }: { answer: Answer; question: SitingDraft }) {
  const t = useText();
  const format = useFormat();
  const { solution } = answer;
  return (
    <>
      <BasisLine basis={answer.basis} />
      <p className="siting-proof" data-solution={solution.status}>
        <span
          className={`status status-${solution.status === 'OPTIMAL' ? 'SUCCEEDED' : solution.status === 'FEASIBLE' ? 'RUNNING' : 'FAILED'}`}
        >
          {t(`sitingSolution.${solution.status}`)}
        </span>
        <span>
          {[
            ...(solution.stoppedBy == null ? [] : [t(`sitingStop.${solution.stoppedBy}`)]),
            t('siting.solvedBy', { solver: answer.solver, seconds: format.decimal(answer.seconds) }),
            ...(answer.notStated > 0
              ? [t('coverage.notStated', { count: format.count(answer.notStated) })]
              : []),
            ...(answer.pointsWithoutCoordinates.length > 0
              ? [
                  t('coverage.pointsWithoutCoordinates', {
                    codes: answer.pointsWithoutCoordinates.join(t('list.separator')),
                  }),
                ]
              : []),
          ].join(' · ')}
        </span>
      </p>
      <AnswerFigures answer={answer} question={question} />
      <AnswerPlan answer={answer} question={question} />
      <TownEffects towns={answer.towns} title={t('siting.towns')} question={question} />
      <Pick answer={answer} question={question} />
      <Curve answer={answer} question={question} />
      <Alternatives answer={answer} question={question} />
      <Sensitivity answer={answer} question={question} />
      {answer.plan && <PlaceEffects answer={answer} question={question} />}
    </>
  );
}
