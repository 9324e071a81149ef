import { LRUCache } from 'lru-cache';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { Outline, Position } from '../places/place.entity.ts';
import { estimateBasis } from './estimate-basis.ts';
import { networkOfBureau } from './network.sql.ts';
import type { NetworkContext } from './network-engines.ts';
import { NetworkRefusal } from './network-refusal.ts';
import { circleAround } from './reach-outline.ts';
import { pointsByCode } from './travel-ends.sql.ts';
import { reachMetres } from './travel-estimate.ts';
import type { TravelMode } from './travel-mode.ts';

export interface PointReach {
  readonly pointCode: string;
  readonly basis: 'NETWORK' | 'ESTIMATE';
  /** null: the point is off the network. */
  readonly outline: Outline | null;
}

/** An outline is some kilobytes. */
const outlines = new LRUCache<string, Promise<Outline | null>>({ max: 2000 });

/**
 * What is reached from service points within so many minutes, for drawing alone: an isochrone and a matrix disagree near the edge, so
 * that figures are counted from the matrix. Circles of the estimate where the bureau has no network, or its engine is not there.
 * A point without coordinates has none.
 */
export async function reachOutlines(
  context: NetworkContext,
  scope: BureauScope,
  mode: TravelMode,
  minutes: number,
  pointCodes: readonly string[],
): Promise<PointReach[]> {
  const [points, network] = await Promise.all([
    pointsByCode(context.pool, scope.id, pointCodes),
    networkOfBureau(context.pool, scope.id),
  ]);
  const engine =
    network &&
    (await context.networkEngines.of(network).catch((error: unknown) => {
      if (error instanceof NetworkRefusal) {
        return null;
      }
      throw error;
    }));
  const rule = await estimateBasis(context.pool, scope.id, mode);
  return Promise.all(
    points.map(async ({ code, longitude, latitude }): Promise<PointReach> => {
      const from: Position = [longitude, latitude];
      if (!network || !engine) {
        return {
          pointCode: code,
          basis: 'ESTIMATE',
          outline: circleAround(from, reachMetres(minutes * 60, rule)),
        };
      }
      const key = JSON.stringify([network.id, network.loadedAt, mode, minutes, from]);
      let outline = outlines.get(key);
      if (!outline) {
        outline = engine.isochrone(mode, from, minutes);
        outline.catch(() => outlines.delete(key));
        outlines.set(key, outline);
      }
      return { pointCode: code, basis: 'NETWORK', outline: await outline };
    }),
  );
}
