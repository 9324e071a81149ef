import { weightOf } from './build-model.ts';
import { WEIGHT_TOLERANCE } from './formulation.ts';
import { PartRun } from './part-run.ts';
import { type Aim, type Requirements, requirementsOf } from './requirements.ts';
import { COST_TOLERANCE, openSites, planSize, statesOf } from './site-state.ts';
import type { Infeasibility, RequirementGap } from './siting-answer.ts';
import {
  type OpeningPeriod,
  type SitingLimits,
  type SitingProblem,
  type SitingQuestion,
  WITHOUT_LIMITS,
} from './siting-problem.ts';
import type { RunContext } from './siting-run.ts';
import { type AimOutcome, solveAim } from './solve-aim.ts';
import { reachablePlaces } from './travel-rows.ts';

type LimitName = keyof SitingLimits;

const LIMITS = [
  { name: 'newPoints', kind: 'NEW_POINTS', aim: 'NEW_POINTS' },
  { name: 'allPoints', kind: 'ALL_POINTS', aim: 'ALL_POINTS' },
  { name: 'budget', kind: 'BUDGET', aim: 'COST' },
] as const;

/**
 * Why a question has no plan: each requirement is relaxed by as little as makes one possible, every other one kept. Each is a model of its own, so what is said is proven
 * (the smallest change of one requirement; after J. W. Chinneck, “Feasibility and Infeasibility in Optimization”, 2008). Only for a question that is infeasible.
 */
export async function explainInfeasibility(
  problem: SitingProblem,
  question: SitingQuestion,
  context: RunContext,
): Promise<Infeasibility> {
  return new Explanation(problem, question, context).explain();
}

/** Thrown where a model was not solved to its end: nothing is said of it. */
class Unproven extends Error {}

class Explanation {
  readonly #run: PartRun;
  readonly #periods: readonly OpeningPeriod[];
  readonly #asked: Requirements;
  readonly #beyondReach: RequirementGap[] = [];
  readonly #remedies: RequirementGap[][] = [];
  #isComplete = true;

  constructor(
    private readonly problem: SitingProblem,
    question: SitingQuestion,
    context: RunContext,
  ) {
    this.#run = new PartRun(context);
    this.#periods = question.model === 'MAXIMAL_COVERING' ? question.periods : [];
    const asked = requirementsOf(problem, question);
    this.#asked = { ...asked, limits: atTheEnd(asked.limits, this.#periods.at(-1)) };
  }

  async explain(): Promise<Infeasibility> {
    let lowered = this.#asked;
    const isLowered = await this.#attempt(async () => {
      lowered = await this.#lower(this.#asked);
    });
    if (isLowered) {
      const early = this.#forcedEarly();
      let isPossible = false;
      await this.#attempt(async () => {
        isPossible = (await this.#solve(lowered, { kind: 'ANY' })).value !== null;
      });
      if (isPossible) {
        this.#remedies.push(...(early.length > 0 ? [early] : []));
      } else {
        await this.#tryLimits(lowered, early);
        await this.#trySingles(lowered, early);
        if (this.#remedies.length === 0) {
          await this.#attempt(() => this.#tryTogether(lowered, early));
        }
      }
      if (early.length === 0) {
        await this.#attempt(() => this.#tryRules(lowered));
      }
    }
    return { beyondReach: this.#beyondReach, remedies: this.#remedies, isComplete: this.#isComplete };
  }

  /** @returns whether it came to its end */
  async #attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof Unproven) {
        this.#isComplete = false;
        return false;
      }
      throw error;
    }
  }

  /** @throws Unproven */
  async #solve(requirements: Requirements, aim: Aim, problem = this.problem): Promise<AimOutcome> {
    if (this.#run.isOver()) {
      throw new Unproven();
    }
    const outcome = await solveAim(problem, requirements, aim, this.#run.share(2));
    if (outcome.status !== 'OPTIMAL' && outcome.status !== 'INFEASIBLE') {
      throw new Unproven();
    }
    return outcome;
  }

  /** What cannot be met with any number of points, each by itself, and the requirements with these lowered to what can. */
  async #lower(asked: Requirements): Promise<Requirements> {
    const free = { ...nothingOf(asked), limits: WITHOUT_LIMITS };
    const floors = [...asked.floors];
    for (const [group, floor] of asked.floors.entries()) {
      const most = floor === null ? null : await this.#mostShare(free, group);
      if (floor !== null && most !== null && most < floor - WEIGHT_TOLERANCE) {
        this.#beyondReach.push({ kind: 'FLOOR', subject: group, asked: floor, instead: most });
        floors[group] = most;
      }
    }
    let { share, mustReach, reachAllWithin } = asked;
    const most = share === null ? null : await this.#mostShare(free, null);
    if (share !== null && most !== null && most < share - WEIGHT_TOLERANCE) {
      this.#beyondReach.push({ kind: 'SHARE', subject: null, asked: share, instead: most });
      share = most;
    }
    const leftOut = mustReach.length === 0 ? [] : await this.#leftOut(free, mustReach);
    this.#beyondReach.push(...leftOut.map(notReached));
    mustReach = mustReach.filter((place) => !leftOut.includes(place));
    if (reachAllWithin !== null) {
      const { value } = await this.#solve({ ...free, reachAllWithin }, { kind: 'ANY' });
      if (value === null) {
        const reached = (await this.#solve(free, { kind: 'REACHED_WEIGHT' })).value ?? 0;
        const all = reachablePlaces(this.problem).reduce(
          (sum, place) => sum + (this.problem.places[place]?.weight ?? 0),
          0,
        );
        this.#beyondReach.push({ kind: 'REACH_ALL', subject: null, asked: 1, instead: reached / all });
        reachAllWithin = null;
      }
    }
    return { ...asked, floors, share, mustReach, reachAllWithin };
  }

  /** The most of a group's weight, or of all, that can be within the threshold while something is kept; null: not even that can be kept. */
  async #mostShare(kept: Requirements, group: number | null): Promise<number | null> {
    const total = weightOf(this.problem, group);
    const aim: Aim = group === null ? { kind: 'WEIGHT', backupWeight: 0 } : { kind: 'GROUP_WEIGHT', group };
    const { value } = await this.#solve(kept, aim);
    return value === null ? null : total === 0 ? 1 : value / total;
  }

  /** The fewest places that have to do without; all of them where nothing can be kept. */
  async #leftOut(kept: Requirements, places: readonly number[]): Promise<readonly number[]> {
    const { value, reached } = await this.#solve(kept, { kind: 'PLACES', places });
    return value === null ? places : places.filter((place) => !reached.includes(place));
  }

  /** Points that must be open are open from the first period on: what that needs of each period. */
  #forcedEarly(): RequirementGap[] {
    const { newPoints, cost } = planSize(this.problem, openSites(statesOf(this.problem)));
    return this.#periods
      .slice(0, -1)
      .flatMap((period, subject) => [
        ...(isOver(newPoints, period.newPoints)
          ? [{ kind: 'NEW_POINTS' as const, subject, asked: period.newPoints, instead: newPoints }]
          : []),
        ...(isOver(cost, period.budget)
          ? [{ kind: 'BUDGET' as const, subject, asked: period.budget, instead: cost }]
          : []),
      ]);
  }

  /** One limit raised as little as can be; where none is enough by itself two, or all. */
  async #tryLimits(lowered: Requirements, early: readonly RequirementGap[]): Promise<void> {
    const given = LIMITS.filter(({ name }) => lowered.limits[name] !== null);
    let enough = given.length;
    for (const choice of subsetsBySize(given)) {
      if (choice.length > enough) {
        return;
      }
      await this.#attempt(async () => {
        let limits: SitingLimits = { ...lowered.limits };
        for (const { name } of choice) {
          limits = { ...limits, [name]: null };
        }
        const gaps: RequirementGap[] = [];
        for (const { name, kind, aim } of choice) {
          const { value } = await this.#solve({ ...lowered, limits }, { kind: aim });
          if (value === null) {
            return;
          }
          limits = { ...limits, [name]: value };
          gaps.push(...this.#limitGaps(name, kind, value));
        }
        enough = choice.length;
        this.#remedies.push([...gaps, ...early]);
      });
    }
  }

  /** Of the whole, of the last period, or of both. */
  #limitGaps(name: LimitName, kind: RequirementGap['kind'], instead: number): RequirementGap[] {
    const whole = this.problem.limits[name];
    const last = name === 'allPoints' ? null : (this.#periods.at(-1)?.[name] ?? null);
    return [
      ...(isOver(instead, whole) ? [{ kind, subject: null, asked: whole, instead }] : []),
      ...(isOver(instead, last) ? [{ kind, subject: this.#periods.length - 1, asked: last, instead }] : []),
    ];
  }

  /** One floor, the share, or the places that must be reached. */
  async #trySingles(lowered: Requirements, early: readonly RequirementGap[]): Promise<void> {
    const { floors, share, mustReach } = lowered;
    for (const [group, floor] of floors.entries()) {
      if (floor !== null) {
        await this.#attempt(async () => {
          const without = floors.map((each, index) => (index === group ? null : each));
          const instead = await this.#mostShare({ ...lowered, floors: without }, group);
          if (instead !== null) {
            this.#remedies.push([
              { kind: 'FLOOR', subject: group, asked: this.#asked.floors[group] ?? null, instead },
              ...early,
            ]);
          }
        });
      }
    }
    if (share !== null) {
      await this.#attempt(async () => {
        const instead = await this.#mostShare({ ...lowered, share: null }, null);
        if (instead !== null) {
          this.#remedies.push([
            { kind: 'SHARE', subject: null, asked: this.#asked.share, instead },
            ...early,
          ]);
        }
      });
    }
    if (mustReach.length > 0) {
      await this.#attempt(async () => {
        const without = { ...lowered, mustReach: [] };
        const { value, reached } = await this.#solve(without, { kind: 'PLACES', places: mustReach });
        if (value !== null) {
          const leftOut = mustReach.filter((place) => !reached.includes(place));
          this.#remedies.push([...leftOut.map(notReached), ...early]);
        }
      });
    }
  }

  /** No change of one is enough: places to reach, floors and share are taken up one after the other, each as far as those before it let it be. */
  async #tryTogether(lowered: Requirements, early: readonly RequirementGap[]): Promise<void> {
    let kept: Requirements = { ...nothingOf(lowered), reachAllWithin: lowered.reachAllWithin };
    const gaps: RequirementGap[] = [];
    if ((await this.#solve(kept, { kind: 'ANY' })).value === null) {
      return;
    }
    const leftOut = lowered.mustReach.length === 0 ? [] : await this.#leftOut(kept, lowered.mustReach);
    gaps.push(...leftOut.map(notReached));
    kept = { ...kept, mustReach: lowered.mustReach.filter((place) => !leftOut.includes(place)) };
    for (const [group, floor] of lowered.floors.entries()) {
      if (floor !== null) {
        const most = (await this.#mostShare(kept, group)) ?? 0;
        if (most < floor - WEIGHT_TOLERANCE) {
          gaps.push({
            kind: 'FLOOR',
            subject: group,
            asked: this.#asked.floors[group] ?? null,
            instead: most,
          });
        }
        kept = {
          ...kept,
          floors: kept.floors.map((each, index) => (index === group ? Math.min(floor, most) : each)),
        };
      }
    }
    const most = lowered.share === null ? null : ((await this.#mostShare(kept, null)) ?? 0);
    if (lowered.share !== null && most !== null && most < lowered.share - WEIGHT_TOLERANCE) {
      gaps.push({ kind: 'SHARE', subject: null, asked: this.#asked.share, instead: most });
    }
    this.#remedies.push([...gaps, ...early]);
  }

  /** The fewest sites whose rule would have to go: with everything as asked, or else with what is beyond reach lowered. */
  async #tryRules(lowered: Requirements): Promise<void> {
    const rules = this.problem.sites.map(({ standing, rule }) => (standing === 'STAYS' ? 'FREE' : rule));
    if (rules.every((rule) => rule === 'FREE')) {
      return;
    }
    const free = {
      ...this.problem,
      sites: this.problem.sites.map((site) => ({ ...site, rule: 'FREE' as const })),
    };
    const aim: Aim = { kind: 'RULE_BREAKS', rules };
    const asAsked = await this.#solve(this.#asked, aim, free);
    const { value, open } =
      asAsked.value === null && lowered !== this.#asked ? await this.#solve(lowered, aim, free) : asAsked;
    if (value === null || value === 0) {
      return;
    }
    const isOpen = new Set(open);
    this.#remedies.push(
      rules.flatMap((rule, subject): RequirementGap[] =>
        (rule === 'MUST_OPEN' && !isOpen.has(subject)) || (rule === 'MUST_NOT_OPEN' && isOpen.has(subject))
          ? [{ kind: rule, subject, asked: null, instead: null }]
          : [],
      ),
    );
  }
}

const notReached = (subject: number): RequirementGap => ({
  kind: 'MUST_REACH',
  subject,
  asked: null,
  instead: null,
});

const isOver = (value: number, limit: number | null): boolean =>
  limit !== null && value > limit + COST_TOLERANCE * Math.max(1, limit);

const lower = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other);

function atTheEnd(limits: SitingLimits, last: OpeningPeriod | undefined): SitingLimits {
  return {
    ...limits,
    newPoints: lower(limits.newPoints, last?.newPoints ?? null),
    budget: lower(limits.budget, last?.budget ?? null),
  };
}

const nothingOf = (requirements: Requirements): Requirements => ({
  ...requirements,
  floors: requirements.floors.map(() => null),
  share: null,
  mustReach: [],
  reachAllWithin: null,
});

/** Smaller ones first. */
function subsetsBySize<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: 2 ** items.length - 1 }, (_, index) =>
    items.filter((_item, bit) => ((index + 1) & (1 << bit)) !== 0),
  ).sort((one, other) => one.length - other.length);
}
