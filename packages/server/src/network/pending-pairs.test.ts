import { expect, it } from 'vitest';
import { liveSlots, pendingRows } from './pending-pairs.ts';
import type { PlaceEnd } from './travel-ends.sql.ts';
import type { RowHead } from './travel-matrix.sql.ts';

const place = (id: number, longitude = 0): PlaceEnd => ({ kind: 'DEMAND_AREA', id, longitude, latitude: 0 });
const head = (id: number, slots: number, longitude = 0): RowHead => ({
  kind: 'DEMAND_AREA',
  id,
  longitude,
  latitude: 0,
  snapMetres: 0,
  snapLongitude: longitude,
  snapLatitude: 0,
  slots,
});

it('a point that has moved leaves its slot, and one that is gone too', () => {
  const targets = [
    { slot: 0, servicePointId: 7, longitude: 1, latitude: 1 },
    { slot: 1, servicePointId: 8, longitude: 1, latitude: 1 },
    { slot: 2, servicePointId: 7, longitude: 2, latitude: 1 },
  ];
  expect(liveSlots([{ id: 7, longitude: 2, latitude: 1 }], targets)).toEqual(new Map([[7, 2]]));
  expect(liveSlots([{ id: 8, longitude: 9, latitude: 1 }], targets)).toEqual(new Map());
});

it('only pairs that changed are pending: new points for every place, everything for a new or moved place', () => {
  const live = new Set([0, 2]);
  const pending = pendingRows(
    [place(1), place(2), place(3, 5), place(4)],
    [head(1, 3), head(2, 2), head(3, 3)],
    live,
  );
  expect(pending.map(({ place: { id }, fromSlot, pairs }) => ({ id, fromSlot, pairs }))).toEqual([
    // Place 1 has all three slots; place 2 lacks slot 2; place 3 has moved; place 4 is new.
    { id: 2, fromSlot: 2, pairs: 1 },
    { id: 3, fromSlot: 0, pairs: 2 },
    { id: 4, fromSlot: 0, pairs: 2 },
  ]);
});
