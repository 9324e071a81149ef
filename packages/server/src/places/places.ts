import type { Provenance } from '../service-points/service-point.entity.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import type { DemandAreaKind, KeyBuildingStatus, Position } from './place.entity.ts';

/** A demand area as the arithmetic of coverage needs it: without its outline. */
export interface PlacedDemandArea {
  readonly id: number;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: DemandAreaKind;
  readonly townOrStreet: string | null;
  /** null: not stated, which is not 0. */
  readonly residents: number | null;
  readonly enterprises: number | null;
  /** Where its people are taken to start from. */
  readonly position: Position;
  readonly provenance: Provenance;
}

/** A key building as the arithmetic of coverage needs it: without its outline. */
export interface PlacedKeyBuilding {
  readonly id: number;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly townOrStreet: string | null;
  readonly enterprises: number | null;
  readonly floorAreaSquareMetres: number | null;
  readonly status: KeyBuildingStatus;
  /** The first day it is counted; null: always been there, or, of a planned one, not known: it is not counted. */
  readonly openedOn: CalendarDay | null;
  /** The first day it is no longer counted. */
  readonly closedOn: CalendarDay | null;
  readonly position: Position;
  readonly provenance: Provenance;
}

/** Where the people and enterprises of a bureau are. */
export interface Places {
  /** Of the bureau's data when they were read: equal versions, equal places. */
  readonly version: number;
  /** By code. */
  readonly demandAreas: readonly PlacedDemandArea[];
  /** By code. */
  readonly keyBuildings: readonly PlacedKeyBuilding[];
}

/** Whether a key building counts on a day: from the day it opened to the day before it closed; a planned one without a day, never. */
export function isInUseOn(
  { status, openedOn, closedOn }: Pick<PlacedKeyBuilding, 'status' | 'openedOn' | 'closedOn'>,
  day: CalendarDay,
): boolean {
  const hasOpened = openedOn === null ? status !== 'PLANNED' : openedOn <= day;
  return hasOpened && (closedOn === null || day < closedOn);
}
