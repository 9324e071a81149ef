import type { PlaceKind } from '../network/travel-times.ts';
import type { Position } from '../places/place.entity.ts';
import type { PlacedKeyBuilding } from '../places/places.ts';
import type {
  ServicePointKind,
  ServicePointStatus,
  WeeklyOpeningSpan,
} from '../service-points/service-point.entity.ts';
import type { CalendarDay, OpeningSpan } from '../working-time/working-calendar.ts';

/** Where people start from, with whom it stands for. */
export interface CoveragePlace {
  readonly kind: PlaceKind;
  readonly id: number;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly townOrStreet: string | null;
  /** Where its people start from. */
  readonly position: Position;
  /** Of a demand area; null: not stated, which is not 0. A key building has none: its people are in no count twice. */
  readonly residents: number | null;
  readonly enterprises: number | null;
  /** The days on which a key building counts; null: a demand area, which always does. */
  readonly inUse: Pick<PlacedKeyBuilding, 'status' | 'openedOn' | 'closedOn'> | null;
}

export interface StatusFrom {
  readonly status: ServicePointStatus;
  readonly validFrom: CalendarDay;
}

/** Where they go. */
export interface CoveragePoint {
  readonly id: number;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: ServicePointKind;
  readonly townOrStreet: string | null;
  /** null: not surveyed, so that nobody is known to reach it. */
  readonly position: Position | null;
  /** null: the bureau's standard hours. */
  readonly openingHours: readonly WeeklyOpeningSpan[] | null;
  /** null: every item. */
  readonly handledItemCodes: readonly string[] | null;
  /** Those in force, oldest first. */
  readonly statuses: readonly StatusFrom[];
}

/** What coverage is computed from, beside travel times. Places and points are named by their index in these lists. */
export interface CoverageFacts {
  /** Demand areas, then key buildings, each by code. */
  readonly places: readonly CoveragePlace[];
  /** By code. */
  readonly points: readonly CoveragePoint[];
  /** Key building → the points that stand in it. */
  readonly pointsInside: ReadonlyMap<number, readonly number[]>;
  readonly standardHours: readonly OpeningSpan[];
}
