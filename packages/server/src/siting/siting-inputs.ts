import { compareTowns } from '../coverage/coverage.service.ts';
import type { CoverageFacts, CoveragePlace } from '../coverage/coverage-facts.ts';
import { countedPlaces } from '../coverage/coverage-shares.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import type { WeightComponent } from './siting-answer.ts';
import { type SitingAsk, WEIGHT_KEYS, type WeightKey } from './siting-ask.ts';
import type { SitingProblem, SitingQuestion } from './siting-problem.ts';
import type { PlacedSite } from './siting-sites.ts';

/** A question with what it comes to, by the facts of a day. */
export interface SitingInputs {
  readonly problem: SitingProblem;
  readonly question: SitingQuestion;
  /** Place of the problem → its index in the facts. */
  readonly places: readonly number[];
  /** Group of the problem → its town or street; null: of none. */
  readonly townsOrStreets: readonly (string | null)[];
  /** What the weights are made of: those with a factor above 0. */
  readonly components: readonly WeightComponent[];
  /** Sites that the bureau's own pick has open; null: it has none. */
  readonly ownPick: readonly number[] | null;
}

const SECONDS = 60;

/**
 * The problem of a question.
 * @param secondsOf of a site, from each of the places of the facts; by the index of the site
 */
export function buildInputs(
  facts: Pick<CoverageFacts, 'places'>,
  ask: SitingAsk,
  today: CalendarDay,
  sites: readonly PlacedSite[],
  secondsOf: readonly Uint16Array[],
): SitingInputs {
  const counted = countedPlaces(facts.places, today, null);
  const places = [...facts.places.keys()].filter((place) => counted[place]);
  const at = (place: number): CoveragePlace => {
    const found = facts.places[place];
    if (!found) {
      throw new RangeError(`There is no place ${place}.`);
    }
    return found;
  };
  const townsOrStreets = [...new Set(places.map((place) => at(place).townOrStreet))].sort(compareTowns);
  const groupOf = new Map(townsOrStreets.map((town, group) => [town, group]));
  const floors = new Map(ask.townFloors.map(({ townOrStreet, share }) => [townOrStreet, share]));
  const travel = new Uint16Array(places.length * sites.length);
  sites.forEach((_, site) => {
    const seconds = secondsOf[site];
    places.forEach((place, row) => {
      travel[row * sites.length + site] = seconds?.[place] ?? 0;
    });
  });
  return {
    problem: {
      places: places.map((place) => ({
        weight: WEIGHT_KEYS.reduce((sum, key) => sum + ask.weights[key] * sizeOf(at(place), key), 0),
        group: groupOf.get(at(place).townOrStreet) ?? 0,
        caseload:
          (sizeOf(at(place), 'residents') * ask.casesPerThousandResidents +
            sizeOf(at(place), 'enterprises') * ask.casesPerThousandEnterprises) /
          1000,
      })),
      groups: townsOrStreets.map((town) => ({
        floorShare: town === null ? null : (floors.get(town) ?? ask.floorShare),
      })),
      sites: sites.map(({ standing, rule, cost, capacity }) => ({ standing, rule, cost, capacity })),
      travel,
      threshold: ask.thresholdMinutes * SECONDS,
      limits: { newPoints: ask.newPoints, allPoints: ask.allPoints, budget: ask.budget },
    },
    question: questionOf(
      ask,
      [...places.keys()].filter((row) => at(places[row] ?? -1).kind === 'KEY_BUILDING'),
    ),
    places,
    townsOrStreets,
    components: WEIGHT_KEYS.filter((key) => ask.weights[key] > 0).map((key) => ({
      key,
      weights: places.map((place) => ask.weights[key] * sizeOf(at(place), key)),
    })),
    ownPick:
      ask.ownPick.length === 0
        ? null
        : [...sites.keys()].filter((site) => {
            const placed = sites[site];
            return placed && (placed.standing !== 'CANDIDATE' || ask.ownPick.includes(placed.key));
          }),
  };
}

/** What a place has of a thing. What is not stated weighs nothing; the enterprises of a key building are in its demand area. */
export function sizeOf({ kind, residents, enterprises }: CoveragePlace, key: WeightKey): number {
  if (kind === 'KEY_BUILDING') {
    return key === 'keyBuildings' ? 1 : 0;
  }
  return key === 'keyBuildings' ? 0 : ((key === 'residents' ? residents : enterprises) ?? 0);
}

function questionOf(ask: SitingAsk, keyBuildings: readonly number[]): SitingQuestion {
  switch (ask.model) {
    case 'MAXIMAL_COVERING':
      return { model: ask.model, backupWeight: ask.backupWeight, periods: ask.periods };
    case 'SET_COVERING':
      return {
        model: ask.model,
        minimise: ask.minimise,
        share: ask.share,
        mustReach: ask.mustReachKeyBuildings ? keyBuildings : [],
      };
    case 'P_MEDIAN':
    case 'P_CENTER':
      return { model: ask.model };
  }
}
