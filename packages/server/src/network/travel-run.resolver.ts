import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { Audited } from '../platform/audited.ts';
import type { Connection } from '../platform/connection.ts';
import { rowIdOf } from '../platform/row-id.ts';
import { listNetworks } from './network.sql.ts';
import { RoadNetwork, toRoadNetwork } from './network.type.ts';
import type { NetworkContext } from './network-engines.ts';
import { requestTravelCancel } from './travel-matrix.sql.ts';
import type { TravelMode } from './travel-mode.ts';
import { TravelModeEnum } from './travel-mode.type.ts';
import { chooseNetwork, startTravelRun, travelMatrices, travelRuns } from './travel-run.service.ts';
import {
  NetworkChoice,
  TravelMatrix,
  TravelRun,
  TravelRunConnection,
  TravelRunStart,
} from './travel-run.type.ts';

/** Which network a bureau uses, and the travel times that are computed on it. */
@Resolver(() => TravelRun)
export class TravelRunResolver {
  @Access('PLANNER')
  @Query(() => [RoadNetwork], {
    description:
      'The networks of this installation by name, to choose from; loaded by: service-circle network load.',
  })
  async networks(@Ctx() { pool }: RequestContext): Promise<RoadNetwork[]> {
    return (await listNetworks(pool)).map(toRoadNetwork);
  }

  @Access('READER')
  @Query(() => [TravelMatrix], {
    description:
      'How far the travel times of a bureau are computed on the network that it uses, one for each mode; empty: it uses none.',
  })
  async travelMatrices(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
  ): Promise<TravelMatrix[]> {
    return travelMatrices(context, await enterBureau(context, bureau));
  }

  @Access('READER')
  @Query(() => TravelRunConnection, {
    description: 'Computations of travel times of a bureau, the newest first. One runs at a time.',
  })
  async travelRuns(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('first', () => Int, { defaultValue: 25, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<TravelRun>> {
    return travelRuns(context, await enterBureau(context, bureau), { first, after: after ?? null });
  }

  @Access('PLANNER')
  @Audited('NETWORK_CHOSEN', 'network')
  @Mutation(() => NetworkChoice, {
    description:
      'Lets a bureau use a network. Its travel times are estimates until they are computed on it; those of the network before are kept.',
  })
  async useNetwork(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('network', () => ID, { description: 'Its name.' }) network: string,
  ): Promise<NetworkChoice> {
    return chooseNetwork(context, await enterBureau(context, bureau), network);
  }

  @Access('PLANNER')
  @Audited('TRAVEL_TIMES_STARTED', 'modes')
  @Mutation(() => TravelRunStart, {
    description:
      'Begins to compute the pairs that are not there yet, mode by mode, and returns the first run at once; ask travelRuns how far it is. Refused with TRAVEL_RUN_IN_PROGRESS while another of the bureau runs. A run that was cancelled or interrupted is taken up where it stood.',
  })
  async computeTravelTimes(
    @Ctx() context: NetworkContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('modes', () => [TravelModeEnum], { description: 'At least one.' }) modes: TravelMode[],
  ): Promise<TravelRunStart> {
    return startTravelRun(context, await enterBureau(context, bureau), modes);
  }

  @Access('PLANNER')
  @Audited('TRAVEL_TIMES_CANCELLED', 'run')
  @Mutation(() => Boolean, {
    description:
      'Asks a running computation to stop after the pairs at work; what is computed is kept, and the modes behind it are not begun. false: it is not running.',
  })
  async cancelTravelRun(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('run', () => ID) run: string,
  ): Promise<boolean> {
    const { id } = await enterBureau(context, bureau);
    return requestTravelCancel(context.pool, id, rowIdOf(run), context.clock());
  }
}
