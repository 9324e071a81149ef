import type { PlaceKind, TravelBasis } from '../network/travel-times.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import type { PreparedSiting, SitingFingerprint } from './prepare-siting.ts';
import type {
  PickComparison,
  SitingAlternatives,
  SitingAnswer,
  SitingCurve,
  SitingSensitivity,
} from './siting-answer.ts';
import { WEIGHT_KEYS, type WeightKey } from './siting-ask.ts';
import { sizeOf } from './siting-inputs.ts';
import type { PlacedSite } from './siting-sites.ts';

/** The answer of a run and its parts; null: not asked for, or not there yet. */
export interface SitingResult {
  readonly answer: SitingAnswer;
  readonly pick: PickComparison | null;
  readonly curve: SitingCurve | null;
  readonly alternatives: SitingAlternatives | null;
  readonly sensitivity: SitingSensitivity | null;
}

export interface RunPlace {
  readonly kind: PlaceKind;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly townOrStreet: string | null;
  readonly sizes: Readonly<Record<WeightKey, number>>;
  readonly weight: number;
}

/** What a run was solved with, by name: an answer stays readable whatever becomes of the places. */
export interface SitingRunInputs {
  readonly on: CalendarDay;
  readonly fingerprint: SitingFingerprint;
  readonly basis: TravelBasis;
  readonly sites: readonly Omit<PlacedSite, 'point'>[];
  readonly places: readonly RunPlace[];
  readonly townsOrStreets: readonly (string | null)[];
  /** Demand areas that do not state what is weighed. */
  readonly notStated: number;
  /** Operating points that are in no question, since nobody knows where they are. */
  readonly pointsWithoutCoordinates: readonly string[];
}

export function runInputsOf(
  { facts, sites, places, townsOrStreets, problem, basis, fingerprint, components }: PreparedSiting,
  on: CalendarDay,
): SitingRunInputs {
  const weighed = new Set(components.map(({ key }) => key));
  const listed = places.flatMap((index, row): RunPlace[] => {
    const place = facts.places[index];
    if (!place) {
      return [];
    }
    const { kind, code, nameZh, nameEn, townOrStreet } = place;
    const sizes = Object.fromEntries(WEIGHT_KEYS.map((key) => [key, sizeOf(place, key)]));
    return [
      {
        kind,
        code,
        nameZh,
        nameEn,
        townOrStreet,
        sizes: sizes as Record<WeightKey, number>,
        weight: problem.places[row]?.weight ?? 0,
      },
    ];
  });
  return {
    on,
    fingerprint,
    basis,
    sites: sites.map(({ point: _, ...site }) => site),
    places: listed,
    townsOrStreets,
    notStated: facts.places.filter(
      ({ kind, residents, enterprises }) =>
        kind === 'DEMAND_AREA' &&
        ((weighed.has('residents') && residents === null) ||
          (weighed.has('enterprises') && enterprises === null)),
    ).length,
    pointsWithoutCoordinates: facts.points.flatMap(({ code, position, statuses }) =>
      position === null && statuses.some(({ status, validFrom }) => status === 'OPERATING' && validFrom <= on)
        ? [code]
        : [],
    ),
  };
}
