import { findAlternatives } from './alternatives.ts';
import { answerSiting } from './answer-siting.ts';
import { comparePick } from './own-pick.ts';
import { PartRun } from './part-run.ts';
import type { ProgressNote, SitingPhase } from './scenario.sql.ts';
import { thresholdSensitivity, weightSensitivity } from './sensitivity.ts';
import type { PartContext, SitingSensitivity, WeightComponent } from './siting-answer.ts';
import { sitingCurve } from './siting-curve.ts';
import type { SitingProblem, SitingQuestion } from './siting-problem.ts';
import type { SitingResult } from './siting-result.ts';
import type { RunContext } from './siting-run.ts';

export interface PartsWork {
  readonly problem: SitingProblem;
  readonly question: SitingQuestion;
  /** Every site that the bureau's own pick has open; null: it has none. */
  readonly ownPick: readonly number[] | null;
  readonly components: readonly WeightComponent[];
  /** For all of it together. */
  readonly timeLimitSeconds: number;
}

export type PartsNews =
  | { readonly type: 'PROGRESS'; readonly phase: SitingPhase; readonly progress: ProgressNote | null }
  /** All that is known by now. */
  | { readonly type: 'RESULT'; readonly phase: SitingPhase; readonly result: SitingResult };

export interface PartsContext extends Pick<RunContext, 'solver' | 'clockSeconds' | 'shouldStop'> {
  readonly onNews: (news: PartsNews) => void;
}

/** Of the time limit, for the best plan: what it leaves is for what is said of it. */
const BEST_PLAN_SHARE = 2 / 3;

/** The curve goes so far beyond the new points that were asked for, and no further than the most. */
const CURVE_BEYOND = 3;
const MOST_CURVE_POINTS = 20;

/** Other plans that lose no more than this share, up to so many, each another place. */
const ALTERNATIVES = { atMost: 4, withinShare: 0.05, differingSites: 1 } as const;

/** Thresholds beside the one asked for, and weights beside the ones asked for. */
const OTHER_THRESHOLDS_PERCENT = [67, 83, 117, 133] as const;
const OTHER_WEIGHTS_PERCENT = [50, 200] as const;
const PERCENT = 100;
const WHOLE_MINUTE = 60;

/** The answer first, then what is said of it, part by part; each is told as it is there, so that a run that is stopped keeps what it has. */
export async function solveInParts(work: PartsWork, context: PartsContext): Promise<void> {
  const { problem, question, ownPick, components } = work;
  const whole: RunContext = {
    ...context,
    timeLimitSeconds: work.timeLimitSeconds,
    onProgress: () => undefined,
  };
  const run = new PartRun(whole);
  /** @param partsLeft this one included: each has an equal share of the time that is left */
  const partOf = <Part>(
    phase: SitingPhase,
    partsLeft: number,
    onPart: (part: Part) => void,
  ): PartContext<Part> => {
    context.onNews({ type: 'PROGRESS', phase, progress: null });
    // What a part solves is another question: its bounds say nothing of this one, so its progress is not told.
    return { ...run.share(partsLeft), onPart };
  };
  const answer = await answerSiting(problem, question, {
    ...whole,
    timeLimitSeconds: BEST_PLAN_SHARE * work.timeLimitSeconds,
    onProgress: ({ open: _, ...progress }) =>
      context.onNews({ type: 'PROGRESS', phase: 'BEST_PLAN', progress }),
  });
  let result: SitingResult = { answer, pick: null, curve: null, alternatives: null, sensitivity: null };
  const tell = (phase: SitingPhase, more: Partial<SitingResult>) => {
    result = { ...result, ...more };
    context.onNews({ type: 'RESULT', phase, result });
  };
  tell('BEST_PLAN', {});
  const { solution } = answer;
  if (ownPick !== null && solution.objective !== null && !context.shouldStop()) {
    const pick = await comparePick(
      problem,
      question,
      ownPick,
      solution,
      partOf('PICK', 4, () => undefined),
    );
    tell('PICK', { pick });
  }
  if (!context.shouldStop()) {
    const tellCurve = (curve: SitingResult['curve']) => tell('CURVE', { curve });
    tellCurve(
      await sitingCurve(
        problem,
        question,
        partOf('CURVE', 3, tellCurve),
        curveEnd(work, solution.open.length),
      ),
    );
  }
  if (solution.objective === null) {
    return;
  }
  if (!context.shouldStop()) {
    const tellPlans = (alternatives: SitingResult['alternatives']) => tell('ALTERNATIVES', { alternatives });
    tellPlans(
      await findAlternatives(problem, question, solution, ALTERNATIVES, partOf('ALTERNATIVES', 2, tellPlans)),
    );
  }
  if (!context.shouldStop()) {
    const tellCases = (sensitivity: SitingSensitivity) => tell('SENSITIVITY', { sensitivity });
    // One component alone may count as it likes: the plan stays.
    const hasWeights = components.length > 1;
    const byThreshold = await thresholdSensitivity(
      problem,
      question,
      solution,
      OTHER_THRESHOLDS_PERCENT.map((percent) =>
        Math.max(
          WHOLE_MINUTE,
          Math.round((problem.threshold * percent) / PERCENT / WHOLE_MINUTE) * WHOLE_MINUTE,
        ),
      ),
      partOf('SENSITIVITY', hasWeights ? 2 : 1, tellCases),
    );
    tellCases(byThreshold);
    if (hasWeights && !context.shouldStop()) {
      const joined = (byWeight: SitingSensitivity): SitingSensitivity => ({
        cases: [...byThreshold.cases, ...byWeight.cases],
        isComplete: byThreshold.isComplete && byWeight.isComplete,
      });
      tellCases(
        joined(
          await weightSensitivity(
            problem,
            question,
            solution,
            components,
            OTHER_WEIGHTS_PERCENT,
            partOf<SitingSensitivity>('SENSITIVITY', 1, (part) => tellCases(joined(part))),
          ),
        ),
      );
    }
  }
}

/** As many new points as the curve is drawn for. */
function curveEnd({ problem }: PartsWork, open: number): number {
  const asked = problem.limits.newPoints ?? open;
  return Math.min(MOST_CURVE_POINTS, asked + CURVE_BEYOND);
}
