import { LONGEST_SECONDS, UNREACHABLE } from '../network/travel-times.ts';
import { isAlwaysOpen, isCapacitated, type SitingProblem, type SitingQuestion } from './siting-problem.ts';

export const SITING_ISSUE_CODES = [
  'NO_CANDIDATES',
  'NO_DEMAND',
  'NUMBER_OUT_OF_RANGE',
  'TRAVEL_INCOMPLETE',
  'UNKNOWN_GROUP',
  'UNKNOWN_PLACE',
  'CONTRADICTING_RULE',
  'NOT_COMBINABLE',
] as const;
export type SitingIssueCode = (typeof SITING_ISSUE_CODES)[number];

/** Why a question cannot be asked as it stands. */
export interface SitingIssue {
  readonly code: SitingIssueCode;
  /** Which value, as a path: `sites[3].cost`. */
  readonly where: string;
  readonly was: string;
  readonly expected: string;
}

/** Issues as they are found; `number` finds a value that is none, or not within its ends. */
export function collectIssues<Code extends string>() {
  const issues: (Omit<SitingIssue, 'code'> & { readonly code: Code | 'NUMBER_OUT_OF_RANGE' })[] = [];
  const add = (code: Code | 'NUMBER_OUT_OF_RANGE', where: string, was: unknown, expected: string) =>
    issues.push({ code, where, was: String(was), expected });
  const number = (where: string, value: number, from: number, to: number) => {
    if (!(value >= from && value <= to)) {
      add(
        'NUMBER_OUT_OF_RANGE',
        where,
        value,
        to === Number.MAX_VALUE ? `${from} or more` : `${from} to ${to}`,
      );
    }
  };
  return { issues, add, number };
}

/** @returns what is wrong with the question; empty: it can be solved, or be proven infeasible */
export function checkProblem(problem: SitingProblem, question: SitingQuestion): SitingIssue[] {
  const { issues, add, number } = collectIssues<SitingIssueCode>();
  const whole = (where: string, value: number | null) => {
    if (value !== null && !(Number.isSafeInteger(value) && value >= 0)) {
      add('NUMBER_OUT_OF_RANGE', where, value, 'a whole number, 0 or more');
    }
  };
  const amount = (where: string, value: number | null) =>
    value === null ? undefined : number(where, value, 0, Number.MAX_VALUE);
  const { places, groups, sites, travel, threshold, limits } = problem;
  if (!sites.some(({ rule, standing }) => standing === 'STAYS' || rule !== 'MUST_NOT_OPEN')) {
    add('NO_CANDIDATES', 'sites', sites.length, 'a site that may be open');
  }
  if (!places.some(({ weight }) => weight > 0)) {
    add('NO_DEMAND', 'places', places.length, 'a place that weighs more than 0');
  }
  places.forEach(({ weight, group, caseload }, place) => {
    amount(`places[${place}].weight`, weight);
    amount(`places[${place}].caseload`, caseload);
    if (groups[group] === undefined) {
      add('UNKNOWN_GROUP', `places[${place}].group`, group, `an index below ${groups.length}`);
    }
  });
  groups.forEach(({ floorShare }, group) => {
    if (floorShare !== null) {
      number(`groups[${group}].floorShare`, floorShare, 0, 1);
    }
  });
  sites.forEach((site, index) => {
    amount(`sites[${index}].cost`, site.cost);
    amount(`sites[${index}].capacity`, site.capacity);
    if (site.rule === 'MUST_NOT_OPEN' && isAlwaysOpen(site)) {
      add('CONTRADICTING_RULE', `sites[${index}].rule`, site.rule, 'not for a point that stays');
    }
  });
  number('threshold', threshold, 0, LONGEST_SECONDS);
  whole('limits.newPoints', limits.newPoints);
  whole('limits.allPoints', limits.allPoints);
  amount('limits.budget', limits.budget);
  if (travel.length !== places.length * sites.length) {
    add('TRAVEL_INCOMPLETE', 'travel', travel.length, `${places.length} × ${sites.length} values`);
  }
  const bad = travel.findIndex(
    (value) => !((value >= 0 && value <= LONGEST_SECONDS) || value === UNREACHABLE),
  );
  if (bad !== -1) {
    add('TRAVEL_INCOMPLETE', `travel[${bad}]`, travel[bad], `0 to ${LONGEST_SECONDS}, or UNREACHABLE`);
  }
  checkQuestion(problem, question, { add, number, whole, amount });
  return issues;
}

interface Checks {
  readonly add: (code: SitingIssueCode, where: string, was: unknown, expected: string) => void;
  readonly number: (where: string, value: number, from: number, to: number) => void;
  readonly whole: (where: string, value: number | null) => void;
  readonly amount: (where: string, value: number | null) => void;
}

function checkQuestion(
  problem: SitingProblem,
  question: SitingQuestion,
  { add, number, whole, amount }: Checks,
): void {
  if (question.model === 'MAXIMAL_COVERING') {
    number('backupWeight', question.backupWeight, 0, 1);
    question.periods.forEach(({ newPoints, budget, importance }, period) => {
      whole(`periods[${period}].newPoints`, newPoints);
      amount(`periods[${period}].budget`, budget);
      number(`periods[${period}].importance`, importance, Number.MIN_VALUE, Number.MAX_VALUE);
    });
    if (question.periods.length > 0 && (question.backupWeight > 0 || isCapacitated(problem))) {
      add(
        'NOT_COMBINABLE',
        'periods',
        question.periods.length,
        'neither backup coverage nor capacities with periods',
      );
    }
  }
  if (question.model === 'SET_COVERING') {
    number('share', question.share, 0, 1);
    for (const place of question.mustReach) {
      if (problem.places[place] === undefined) {
        add('UNKNOWN_PLACE', 'mustReach', place, `an index below ${problem.places.length}`);
      }
    }
  }
}
