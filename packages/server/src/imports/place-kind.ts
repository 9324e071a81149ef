import type { RecordKind } from './import-run.entity.ts';

/** The field of a kind of record that holds its outline; null: it is a point and has none. Other kinds are no places. */
export const OUTLINE_FIELDS: Partial<Record<RecordKind, 'boundary' | 'footprint' | null>> = {
  SERVICE_POINTS: null,
  DEMAND_AREAS: 'boundary',
  KEY_BUILDINGS: 'footprint',
};

/** Kinds of records that are on the map. */
export function isPlaceKind(recordKind: RecordKind): boolean {
  return recordKind in OUTLINE_FIELDS;
}
