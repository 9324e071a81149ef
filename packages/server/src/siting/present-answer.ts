import { TravelBasis } from '../network/travel-basis.type.ts';
import type {
  GroupEffect,
  OpeningOrder,
  PickComparison,
  PlaceEffect,
  PlanFigures,
  RequirementGap,
  SensitivityCase,
} from './siting-answer.ts';
import type { SitingAnswer } from './siting-answer.type.ts';
import type { SitingPick, SitingSensitivityCase } from './siting-comparison.type.ts';
import type { SitingPlaceEffect, SitingTownEffect } from './siting-effect.type.ts';
import type {
  SitingSolution as PresentedSolution,
  SitingOpeningOrder,
  SitingPlan,
  SitingReach,
  SitingRequirementGap,
  SitingSite,
} from './siting-plan.type.ts';
import type { SitingSolution } from './siting-problem.ts';
import type { SitingResult, SitingRunInputs } from './siting-result.ts';

const SECONDS = 60;

/** A result by the names of its sites, places and towns, in minutes: as the API has it. */
export function presentAnswer(inputs: SitingRunInputs, result: SitingResult): SitingAnswer {
  const names = new Names(inputs);
  const { answer, pick, curve, alternatives, sensitivity } = result;
  return {
    on: inputs.on,
    basis: new TravelBasis({
      ...inputs.basis,
      ...('computedAt' in inputs.basis && inputs.basis.computedAt !== null
        ? { computedAt: new Date(inputs.basis.computedAt) }
        : {}),
    }),
    solver: answer.solverName,
    seconds: answer.seconds,
    sites: inputs.sites.map(presentSite),
    solution: names.solution(answer.solution),
    today: names.plan(answer.today),
    plan: answer.plan && names.plan(answer.plan),
    opening: answer.opening && names.opening(answer.opening),
    closed: names.sites(answer.closed),
    towns: answer.groups.map((effect) => names.town(effect)),
    places: answer.places.flatMap((effect) => names.place(effect) ?? []),
    whole: reachOf(inputs, () => true),
    reachedToday: reachOf(inputs, (row) => (answer.places[row]?.coveredBefore ?? 0) > 0),
    reachedByPlan: answer.plan && reachOf(inputs, (row) => (answer.places[row]?.coveredAfter ?? 0) > 0),
    infeasibility: answer.infeasibility && {
      beyondReach: names.gaps(answer.infeasibility.beyondReach),
      remedies: answer.infeasibility.remedies.map((changes) => ({ changes: names.gaps(changes) })),
      isComplete: answer.infeasibility.isComplete,
    },
    pick: pick && names.pick(pick),
    curve: curve && {
      ...curve,
      points: curve.points.map(({ newPoints, solution }) => ({
        newPoints,
        solution: names.solution(solution),
      })),
    },
    alternatives: alternatives && {
      isComplete: alternatives.isComplete,
      plans: alternatives.plans.map(({ figures, loss, relativeLoss, without, instead }) => ({
        plan: names.plan(figures),
        loss,
        relativeLoss,
        without: names.sites(without),
        instead: names.sites(instead),
      })),
    },
    sensitivity: sensitivity && {
      isComplete: sensitivity.isComplete,
      cases: sensitivity.cases.map((each) => names.sensitivity(each)),
    },
    notStated: inputs.notStated,
    pointsWithoutCoordinates: inputs.pointsWithoutCoordinates,
  };
}

export function presentSite({
  position: [longitude, latitude],
  ...site
}: SitingRunInputs['sites'][number]): SitingSite {
  return { ...site, longitude, latitude };
}

/** How many there are in the places that are asked for, by their row. */
function reachOf({ places }: SitingRunInputs, isIn: (row: number) => boolean): SitingReach {
  const reach = { residents: 0, enterprises: 0, keyBuildings: 0 };
  places.forEach(({ sizes }, row) => {
    if (isIn(row)) {
      reach.residents += sizes.residents;
      reach.enterprises += sizes.enterprises;
      reach.keyBuildings += sizes.keyBuildings;
    }
  });
  return reach;
}

function meanMinutes(weightedSeconds: number, weight: number): number | null {
  return weight > 0 ? weightedSeconds / weight / SECONDS : null;
}

/** Indices of a problem by the names of its inputs. */
class Names {
  constructor(private readonly inputs: SitingRunInputs) {}

  sites(indices: readonly number[]): string[] {
    return indices.flatMap((index) => this.inputs.sites[index]?.key ?? []);
  }

  solution(solution: SitingSolution): PresentedSolution {
    return {
      ...solution,
      open: this.sites(solution.open),
      openByPeriod: solution.openByPeriod.map((open) => this.sites(open)),
    };
  }

  plan(figures: PlanFigures): SitingPlan {
    const { weightedTravel, longestTravel, ...plain } = figures;
    return {
      ...plain,
      open: this.sites(figures.open),
      meanMinutes: meanMinutes(weightedTravel, figures.reachedWeight),
      longestMinutes: longestTravel === null ? null : longestTravel / SECONDS,
      broken: this.gaps(figures.broken),
    };
  }

  gaps(gaps: readonly RequirementGap[]): SitingRequirementGap[] {
    return gaps.map(({ kind, subject, asked, instead }) => {
      const [key, nameZh, nameEn] = this.#subject(kind, subject);
      return { kind, subject: key, subjectZh: nameZh, subjectEn: nameEn, asked, instead };
    });
  }

  #subject(
    kind: RequirementGap['kind'],
    subject: number | null,
  ): [string | null, string | null, string | null] {
    const { sites, places, townsOrStreets } = this.inputs;
    switch (kind) {
      case 'FLOOR': {
        const town = townsOrStreets[subject ?? -1] ?? null;
        return [town, town, town];
      }
      case 'MUST_REACH':
      case 'REACH_ALL': {
        const place = places[subject ?? -1];
        return place ? [`${place.kind}:${place.code}`, place.nameZh, place.nameEn] : [null, null, null];
      }
      case 'MUST_OPEN':
      case 'MUST_NOT_OPEN': {
        const site = sites[subject ?? -1];
        return site ? [site.key, site.nameZh, site.nameEn] : [null, null, null];
      }
      default:
        return [null, null, null];
    }
  }

  opening({ measure, isProven, startCoveredWeight, steps }: OpeningOrder): SitingOpeningOrder {
    return {
      measure,
      isProven,
      startCoveredWeight,
      steps: steps.map(({ site, period, ...step }) => ({
        ...step,
        site: this.sites([site])[0] ?? '',
        period: period === null ? null : period + 1,
      })),
    };
  }

  town(effect: GroupEffect): SitingTownEffect {
    const { group, weight, coveredBefore, coveredAfter, coverable, gained, lost } = effect;
    return {
      townOrStreet: this.inputs.townsOrStreets[group] ?? null,
      weight,
      coveredBefore,
      coveredAfter,
      coverable,
      gained,
      lost,
      meanMinutesBefore: meanMinutes(effect.weightedTravelBefore, effect.reachedWeightBefore),
      meanMinutesAfter: meanMinutes(effect.weightedTravelAfter, effect.reachedWeightAfter),
    };
  }

  place(effect: PlaceEffect): SitingPlaceEffect | null {
    const place = this.inputs.places[effect.place];
    if (!place) {
      return null;
    }
    const { kind, code, nameZh, nameEn, townOrStreet, weight } = place;
    const { travelBefore, travelAfter, coveredBefore, coveredAfter, canBeCovered } = effect;
    return {
      kind,
      code,
      nameZh,
      nameEn,
      townOrStreet,
      weight,
      minutesBefore: travelBefore === null ? null : travelBefore / SECONDS,
      minutesAfter: travelAfter === null ? null : travelAfter / SECONDS,
      coveredBefore,
      coveredAfter,
      canBeCovered,
    };
  }

  pick({ pick, groups, inBoth, onlyInPick, onlyInBest, ...losses }: PickComparison): SitingPick {
    return {
      ...losses,
      pick: this.plan(pick),
      inBoth: this.sites(inBoth),
      onlyInPick: this.sites(onlyInPick),
      onlyInBest: this.sites(onlyInBest),
      towns: groups.map((effect) => this.town(effect)),
    };
  }

  sensitivity(each: SensitivityCase): SitingSensitivityCase {
    const { component, setTo, best, present, loss, relativeLoss, planChanges } = each;
    return {
      thresholdMinutes: component === null ? setTo / SECONDS : null,
      component,
      componentPercent: component === null ? null : setTo,
      best: this.solution(best),
      present: this.plan(present),
      loss,
      relativeLoss,
      planChanges,
    };
  }
}
