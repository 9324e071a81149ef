import { coveredWeight } from './evaluate-plan.ts';
import { absoluteGapOf, isObjectiveWhole } from './integral-objective.ts';
import { lossAgainst, relativeLoss } from './loss.ts';
import { PartRun } from './part-run.ts';
import { planFigures } from './plan-figures.ts';
import { planObjective } from './plan-service.ts';
import type { PartContext, SensitivityCase, SitingSensitivity, WeightComponent } from './siting-answer.ts';
import type { SitingProblem, SitingQuestion, SitingSolution } from './siting-problem.ts';
import { solveQuestion } from './solve-question.ts';

interface Variant {
  readonly setTo: number;
  readonly component: string | null;
  readonly problem: SitingProblem;
  /** Weights of the variant's problem are so many times what they stand for. */
  readonly scale: number;
}

/** The question at other thresholds. @param best with a plan */
export function thresholdSensitivity(
  problem: SitingProblem,
  question: SitingQuestion,
  best: SitingSolution,
  thresholds: readonly number[],
  context: PartContext<SitingSensitivity>,
): Promise<SitingSensitivity> {
  const variants = thresholds.map((threshold) => ({
    setTo: threshold,
    component: null,
    problem: { ...problem, threshold },
    scale: 1,
  }));
  return solveVariants(variants, question, best, context);
}

const PERCENT = 100;

/**
 * The question with one component of the mix counting more or less, the others as they are. Weights are solved in hundredths, so that whole ones stay whole.
 * @param percents of the component's present weight: 100 is today's @param best with a plan
 */
export function weightSensitivity(
  problem: SitingProblem,
  question: SitingQuestion,
  best: SitingSolution,
  components: readonly WeightComponent[],
  percents: readonly number[],
  context: PartContext<SitingSensitivity>,
): Promise<SitingSensitivity> {
  const variants = components.flatMap(({ key, weights }) =>
    percents.map((percent) => ({
      setTo: percent,
      component: key,
      problem: {
        ...problem,
        places: problem.places.map((place, index) => ({
          ...place,
          weight: Math.max(0, PERCENT * place.weight + (percent - PERCENT) * (weights[index] ?? 0)),
        })),
      },
      scale: PERCENT,
    })),
  );
  return solveVariants(variants, question, best, context);
}

async function solveVariants(
  variants: readonly Variant[],
  question: SitingQuestion,
  present: SitingSolution,
  context: PartContext<SitingSensitivity>,
): Promise<SitingSensitivity> {
  const run = new PartRun(context);
  const cases: SensitivityCase[] = [];
  for (const [index, variant] of variants.entries()) {
    const solution = await solveQuestion(variant.problem, question, run.share(variants.length - index), {
      start: present.open,
    });
    if (solution.stoppedBy === 'CANCELLED' || solution.status === 'UNKNOWN') {
      return { cases, isComplete: false };
    }
    cases.push(await caseOf(variant, question, present, solution, context));
    context.onPart({ cases: [...cases], isComplete: index === variants.length - 1 });
  }
  return { cases, isComplete: true };
}

async function caseOf(
  { setTo, component, problem, scale }: Variant,
  question: SitingQuestion,
  present: SitingSolution,
  best: SitingSolution,
  context: PartContext<SitingSensitivity>,
): Promise<SensitivityCase> {
  const places = problem.places.map((place) => ({ ...place, weight: place.weight / scale }));
  const figures = await planFigures({ ...problem, places }, question, present.open, context);
  const isAllowed = figures.broken.length === 0;
  const own = isAllowed ? await presentObjective(problem, question, present, context) : null;
  const loss = own === null || best.objective === null ? null : lossAgainst(question, best.objective, own);
  const isBeaten = loss !== null && loss > 0 && loss >= absoluteGapOf(isObjectiveWhole(problem, question));
  const unit = question.model === 'MAXIMAL_COVERING' || question.model === 'P_MEDIAN' ? scale : 1;
  return {
    setTo,
    component,
    best: inUnit(best, unit),
    present: figures,
    loss: loss === null ? null : loss / unit,
    relativeLoss: relativeLoss(loss, best.objective),
    planChanges: !isAllowed || isBeaten ? true : best.status === 'OPTIMAL' ? false : null,
  };
}

/** By the question's objective, which with periods counts every one of them. */
async function presentObjective(
  problem: SitingProblem,
  question: SitingQuestion,
  { open, openByPeriod }: SitingSolution,
  context: PartContext<SitingSensitivity>,
): Promise<number | null> {
  if (question.model !== 'MAXIMAL_COVERING' || question.periods.length === 0) {
    return planObjective(problem, question, open, context);
  }
  return question.periods.reduce(
    (sum, { importance }, period) =>
      sum + importance * coveredWeight(problem, openByPeriod[period] ?? [], null),
    0,
  );
}

const inUnit = (solution: SitingSolution, unit: number): SitingSolution => ({
  ...solution,
  objective: solution.objective === null ? null : solution.objective / unit,
  bound: solution.bound === null ? null : solution.bound / unit,
});
