import type { PlaceEnd, PointEnd } from './travel-ends.sql.ts';
import type { RowHead, TargetRow } from './travel-matrix.sql.ts';

/** What is left to compute from a place: its times to the live slots from `fromSlot` on. */
export interface PendingRow {
  readonly place: PlaceEnd;
  /** 0: from the beginning, since the place is new or has moved. */
  readonly fromSlot: number;
  /** What is known of it when it has not moved. */
  readonly head: RowHead | null;
  /** Pairs to ask the engine for. */
  readonly pairs: number;
}

/** By service point: the slot of where it stands now. Of a point that moved back and forth, the newest such slot. */
export function liveSlots(
  points: readonly PointEnd[],
  targets: readonly Pick<TargetRow, 'slot' | 'servicePointId' | 'longitude' | 'latitude'>[],
): Map<number, number> {
  const now = new Map(points.map((point) => [point.id, point]));
  const slots = new Map<number, number>();
  for (const { slot, servicePointId, longitude, latitude } of targets) {
    const point = now.get(servicePointId);
    if (point && point.longitude === longitude && point.latitude === latitude) {
      slots.set(servicePointId, slot);
    }
  }
  return slots;
}

export function hasMoved(place: PlaceEnd, head: Pick<RowHead, 'longitude' | 'latitude'>): boolean {
  return place.longitude !== head.longitude || place.latitude !== head.latitude;
}

/** Only the pairs that changed: every place against the slots that its row does not have, a new or moved place against all. */
export function pendingRows(
  places: readonly PlaceEnd[],
  heads: readonly RowHead[],
  live: ReadonlySet<number>,
): PendingRow[] {
  const known = new Map(heads.map((head) => [`${head.kind}${head.id}`, head]));
  return places.flatMap((place) => {
    const found = known.get(`${place.kind}${place.id}`);
    const head = found && !hasMoved(place, found) ? found : null;
    const fromSlot = head?.slots ?? 0;
    const pairs = [...live].filter((slot) => slot >= fromSlot).length;
    return pairs > 0 ? [{ place, fromSlot, head, pairs }] : [];
  });
}
