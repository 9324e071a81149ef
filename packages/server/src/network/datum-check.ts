import type pg from 'pg';
import { greatCircleMetres } from '../places/great-circle.ts';
import type { Position } from '../places/place.entity.ts';
import { type KindSuspicion, replaceDatumSuspicions } from './datum-suspicion.sql.ts';
import {
  DATUM_MISTAKES,
  type DatumMistake,
  type DatumSuspicion,
  type SnapDistances,
  suspectDatum,
  undoMistake,
} from './datum-suspicion.ts';
import { PLACED_KINDS, type PlacedKind } from './placement.sql.ts';
import type { RoutingEngine } from './routing-engine.ts';
import { spread } from './spread.ts';
import type { TravelEnds } from './travel-ends.sql.ts';
import type { TravelMode } from './travel-mode.ts';

/** Enough to tell buildings by; a thousand questions to the engine, a second of its work. */
const PLACES_LOOKED_AT = 200;

/**
 * Looks, for each kind of place, whether their coordinates are in the wrong datum, and keeps the answer with the matrix. By kind, since
 * each kind comes from files of its own. Outside China no datum is looked for.
 */
export async function checkDatum(
  pool: pg.Pool,
  matrixId: number,
  engine: RoutingEngine,
  mode: TravelMode,
  { places, points }: TravelEnds,
): Promise<KindSuspicion[]> {
  const positionsOf = (kind: PlacedKind): Position[] =>
    (kind === 'SERVICE_POINT' ? points : places.filter((place) => place.kind === kind)).map(
      ({ longitude, latitude }) => [longitude, latitude],
    );
  const suspicions: KindSuspicion[] = [];
  for (const kind of PLACED_KINDS) {
    const found = await suspicionOf(engine, mode, spread(positionsOf(kind), PLACES_LOOKED_AT));
    if (found) {
      suspicions.push({ kind, ...found });
    }
  }
  await replaceDatumSuspicions(pool, matrixId, suspicions);
  return suspicions;
}

async function suspicionOf(
  engine: RoutingEngine,
  mode: TravelMode,
  positions: readonly Position[],
): Promise<DatumSuspicion | null> {
  const inChina = positions.filter(
    (position) => greatCircleMetres(position, undoMistake(position, 'WGS84_AS_GCJ02')) > 0,
  );
  const snapMetres = async (of: readonly Position[]): Promise<SnapDistances> =>
    (await engine.locate(mode, of)).map((snap) => snap?.metres ?? null);
  const undone = new Map<DatumMistake, SnapDistances>();
  for (const mistake of DATUM_MISTAKES) {
    undone.set(mistake, await snapMetres(inChina.map((position) => undoMistake(position, mistake))));
  }
  return suspectDatum(await snapMetres(inChina), undone);
}
