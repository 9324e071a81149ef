import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { Refusal } from '../platform/refusal.ts';
import { listDatumSuspicions } from './datum-suspicion.sql.ts';
import { networkOfBureau } from './network.sql.ts';
import { PlacementReport, ReachOutline, RoadNetwork, toRoadNetwork } from './network.type.ts';
import type { NetworkContext } from './network-engines.ts';
import { medianSnapMetres, offNetwork } from './placement.sql.ts';
import { reachOutlines } from './reach-outline.service.ts';
import { SNAP_CUTOFF_METRES } from './routing-engine.ts';
import { findMatrix } from './travel-matrix.sql.ts';
import type { TravelMode } from './travel-mode.ts';
import { TravelModeEnum } from './travel-mode.type.ts';

/** The engine draws no further. */
const MOST_MINUTES = 120;
const MOST_POINTS = 100;

@Resolver(() => RoadNetwork)
export class NetworkResolver {
  @Access('READER')
  @Query(() => RoadNetwork, {
    nullable: true,
    description: 'The road network that a bureau uses; null: none, so that its travel times are estimates.',
  })
  async roadNetwork(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
  ): Promise<RoadNetwork | null> {
    const network = await networkOfBureau(context.pool, (await enterBureau(context, bureau)).id);
    return network && toRoadNetwork(network);
  }

  @Access('READER')
  @Query(() => [ReachOutline], {
    description: 'What is reached from service points; those without coordinates have none.',
  })
  async reachOutlines(
    @Ctx() context: NetworkContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('mode', () => TravelModeEnum) mode: TravelMode,
    @Arg('minutes', () => Int, { description: `1 to ${MOST_MINUTES}.` }) minutes: number,
    @Arg('points', () => [ID], { description: `Codes of service points, ${MOST_POINTS} at most.` })
    points: string[],
  ): Promise<ReachOutline[]> {
    const scope = await enterBureau(context, bureau);
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw new Refusal('THRESHOLD_MINUTES', `minutes must be from 1 to ${MOST_MINUTES}, not ${minutes}.`);
    }
    if (points.length > MOST_POINTS) {
      throw new Refusal('PAGE_SIZE', `${MOST_POINTS} service points at most, not ${points.length}.`);
    }
    return reachOutlines(context, scope, mode, minutes, points);
  }

  @Access('READER')
  @Query(() => PlacementReport, {
    description:
      'Which places are off the road network, service points without coordinates, and kinds of places that look to be in the wrong datum.',
  })
  async placementReport(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('mode', () => TravelModeEnum) mode: TravelMode,
  ): Promise<PlacementReport> {
    const { pool } = context;
    const { id } = await enterBureau(context, bureau);
    const network = await networkOfBureau(pool, id);
    const matrix = network && (await findMatrix(pool, id, network.id, mode));
    return {
      cutoffMetres: SNAP_CUTOFF_METRES,
      medianSnapMetres: matrix && (await medianSnapMetres(pool, matrix.id)),
      offNetwork: await offNetwork(pool, id, matrix?.id ?? null),
      datumSuspicions: matrix ? await listDatumSuspicions(pool, matrix.id) : [],
    };
  }
}
