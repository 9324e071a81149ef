import { WEIGHT_TOLERANCE } from './formulation.ts';
import { ProvenAims } from './proven-aims.ts';
import {
  atTheEnd,
  isOver,
  LIMITS,
  type LimitName,
  nothingOf,
  subsetsBySize,
} from './relaxed-requirements.ts';
import { type Aim, type Requirements, requirementsOf } from './requirements.ts';
import { openSites, planSize, statesOf } from './site-state.ts';
import type { Infeasibility, RequirementGap } from './siting-answer.ts';
import {
  type OpeningPeriod,
  type SitingLimits,
  type SitingProblem,
  type SitingQuestion,
  WITHOUT_LIMITS,
} from './siting-problem.ts';
import type { RunContext } from './siting-run.ts';
import { reachablePlaces } from './travel-rows.ts';

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

class Explanation {
  readonly #aims: ProvenAims;
  readonly #periods: readonly OpeningPeriod[];
  readonly #asked: Requirements;
  readonly #beyondReach: RequirementGap[] = [];
  readonly #remedies: RequirementGap[][] = [];

  constructor(
    private readonly problem: SitingProblem,
    question: SitingQuestion,
    context: RunContext,
  ) {
    this.#aims = new ProvenAims(problem, context);
    this.#periods = question.model === 'MAXIMAL_COVERING' ? question.periods : [];
    const asked = requirementsOf(problem, question);
    this.#asked = { ...asked, limits: atTheEnd(asked.limits, this.#periods.at(-1)) };
  }

  async explain(): Promise<Infeasibility> {
    let lowered = this.#asked;
    const isLowered = await this.#aims.attempt(async () => {
      lowered = await this.#lower(this.#asked);
    });
    if (isLowered) {
      const early = this.#forcedEarly();
      let isPossible = false;
      await this.#aims.attempt(async () => {
        isPossible = (await this.#aims.solve(lowered, { kind: 'ANY' })).value !== null;
      });
      if (isPossible) {
        this.#remedies.push(...(early.length > 0 ? [early] : []));
      } else {
        await this.#tryLimits(lowered, early);
        await this.#trySingles(lowered, early);
        if (this.#remedies.length === 0) {
          await this.#aims.attempt(() => this.#tryTogether(lowered, early));
        }
      }
      if (early.length === 0) {
        await this.#aims.attempt(() => this.#tryRules(lowered));
      }
    }
    return { beyondReach: this.#beyondReach, remedies: this.#remedies, isComplete: this.#aims.isComplete };
  }

  /** What cannot be met with any number of points, each by itself, and the requirements with these lowered to what can. */
  async #lower(asked: Requirements): Promise<Requirements> {
    const free = { ...nothingOf(asked), limits: WITHOUT_LIMITS };
    const floors = [...asked.floors];
    for (const [group, floor] of asked.floors.entries()) {
      const most = floor === null ? null : await this.#aims.mostShare(free, group);
      if (floor !== null && most !== null && most < floor - WEIGHT_TOLERANCE) {
        this.#beyondReach.push({ kind: 'FLOOR', subject: group, asked: floor, instead: most });
        floors[group] = most;
      }
    }
    let { share, mustReach, reachAllWithin } = asked;
    const most = share === null ? null : await this.#aims.mostShare(free, null);
    if (share !== null && most !== null && most < share - WEIGHT_TOLERANCE) {
      this.#beyondReach.push({ kind: 'SHARE', subject: null, asked: share, instead: most });
      share = most;
    }
    const leftOut = mustReach.length === 0 ? [] : await this.#aims.leftOut(free, mustReach);
    this.#beyondReach.push(...leftOut.map(notReached));
    mustReach = mustReach.filter((place) => !leftOut.includes(place));
    if (reachAllWithin !== null) {
      const { value } = await this.#aims.solve({ ...free, reachAllWithin }, { kind: 'ANY' });
      if (value === null) {
        const reached = (await this.#aims.solve(free, { kind: 'REACHED_WEIGHT' })).value ?? 0;
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
      await this.#aims.attempt(async () => {
        let limits: SitingLimits = { ...lowered.limits };
        for (const { name } of choice) {
          limits = { ...limits, [name]: null };
        }
        const gaps: RequirementGap[] = [];
        for (const { name, kind, aim } of choice) {
          const { value } = await this.#aims.solve({ ...lowered, limits }, { kind: aim });
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
        await this.#aims.attempt(async () => {
          const without = floors.map((each, index) => (index === group ? null : each));
          const instead = await this.#aims.mostShare({ ...lowered, floors: without }, group);
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
      await this.#aims.attempt(async () => {
        const instead = await this.#aims.mostShare({ ...lowered, share: null }, null);
        if (instead !== null) {
          this.#remedies.push([
            { kind: 'SHARE', subject: null, asked: this.#asked.share, instead },
            ...early,
          ]);
        }
      });
    }
    if (mustReach.length > 0) {
      await this.#aims.attempt(async () => {
        const without = { ...lowered, mustReach: [] };
        const { value, reached } = await this.#aims.solve(without, { kind: 'PLACES', places: mustReach });
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
    if ((await this.#aims.solve(kept, { kind: 'ANY' })).value === null) {
      return;
    }
    const leftOut = lowered.mustReach.length === 0 ? [] : await this.#aims.leftOut(kept, lowered.mustReach);
    gaps.push(...leftOut.map(notReached));
    kept = { ...kept, mustReach: lowered.mustReach.filter((place) => !leftOut.includes(place)) };
    for (const [group, floor] of lowered.floors.entries()) {
      if (floor !== null) {
        const most = (await this.#aims.mostShare(kept, group)) ?? 0;
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
    const most = lowered.share === null ? null : ((await this.#aims.mostShare(kept, null)) ?? 0);
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
    const asAsked = await this.#aims.solve(this.#asked, aim, free);
    const { value, open } =
      asAsked.value === null && lowered !== this.#asked
        ? await this.#aims.solve(lowered, aim, free)
        : asAsked;
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
