import type { TravelMode } from './travel-mode.ts';

/** What travel times are asked for: where people start from. */
export const PLACE_KINDS = ['DEMAND_AREA', 'KEY_BUILDING'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export interface PlaceKey {
  readonly kind: PlaceKind;
  readonly id: number;
}

/** A pair that the network has no way between: no number stands for it. */
export const UNREACHABLE = 65_535;
/** A pair whose time is not computed yet, since the place or the point is new or has moved. */
export const NOT_COMPUTED = 65_534;
/** The longest time that is told apart, 18 h 12 min; a longer one is kept as this. */
export const LONGEST_SECONDS = 65_533;

/** Where travel times come from. */
export type TravelBasis =
  | {
      readonly source: 'NETWORK';
      readonly networkId: number;
      readonly networkName: string;
      /** What its licence asks to be shown. */
      readonly attribution: string;
      /** When the newest of its pairs was computed. */
      readonly computedAt: Date | null;
    }
  | {
      readonly source: 'ESTIMATE';
      /** Great-circle metres to metres travelled. */
      readonly detourFactor: number;
      readonly metresPerSecond: number;
      /** Pairs of a network that its detour factor is fitted on; 0: none, so its error is not known. */
      readonly calibrationPairs: number;
      /** Of which network; null: none. */
      readonly calibrationNetwork: string | null;
      /** What the licence of that network asks to be shown; null: none. */
      readonly attribution: string | null;
      /** Median and 90th percentile of |estimate − network| ÷ network over those pairs; null: not known. */
      readonly medianRelativeError: number | null;
      readonly p90RelativeError: number | null;
    };

/**
 * The travel times of a bureau in one mode, from every place to every service point, in memory.
 * A pair is UNREACHABLE, NOT_COMPUTED, or seconds from 0 to LONGEST_SECONDS.
 */
export interface TravelTimes {
  readonly mode: TravelMode;
  readonly basis: TravelBasis;
  /** Equal keys, equal times: what answers made from them may be cached by. */
  readonly version: string;
  readonly places: readonly PlaceKey[];
  /** Ids of service points. */
  readonly pointIds: readonly number[];
  /** Place by place: `seconds[place * pointIds.length + point]`. */
  readonly seconds: Uint16Array;
}
