import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import type { Connection } from '../platform/connection.ts';
import { ServicePoint } from '../service-points/service-point.type.ts';
import {
  DemandArea,
  DemandAreaConnection,
  KeyBuilding,
  KeyBuildingConnection,
  PlaceFilter,
} from './place.type.ts';
import { findDemandArea, listDemandAreas, listKeyBuildings, loadKeyBuilding } from './place-list.service.ts';

@Resolver()
export class PlaceResolver {
  @Access('READER')
  @Query(() => DemandAreaConnection, { description: 'The demand areas of a bureau, by code.' })
  async demandAreas(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('filter', () => PlaceFilter, { nullable: true }) filter: PlaceFilter | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<DemandArea>> {
    const scope = await enterBureau(context, bureau);
    return listDemandAreas(context, scope, { filter: filter ?? null, first, after: after ?? null });
  }

  @Access('READER')
  @Query(() => DemandArea, { nullable: true, description: 'One demand area; null: no such code.' })
  async demandArea(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('code', () => ID) code: string,
  ): Promise<DemandArea | null> {
    return findDemandArea(context, await enterBureau(context, bureau), code);
  }

  @Access('READER')
  @Query(() => KeyBuildingConnection, { description: 'The key buildings of a bureau, by code.' })
  async keyBuildings(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('filter', () => PlaceFilter, { nullable: true }) filter: PlaceFilter | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<KeyBuilding>> {
    const scope = await enterBureau(context, bureau);
    return listKeyBuildings(context, scope, { filter: filter ?? null, first, after: after ?? null });
  }

  @Access('READER')
  @Query(() => KeyBuilding, { nullable: true, description: 'One key building; null: no such code.' })
  async keyBuilding(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('code', () => ID) code: string,
  ): Promise<KeyBuilding | null> {
    return loadKeyBuilding(context, await enterBureau(context, bureau), code);
  }
}

/** What a service point has to do with the places around it. */
@Resolver(() => ServicePoint)
export class ServicePointPlaceResolver {
  @FieldResolver(() => KeyBuilding, {
    nullable: true,
    description: 'The key building that it states to stand in; null: none, or one that is not loaded.',
  })
  async keyBuilding(
    @Root() point: ServicePoint,
    @Ctx() context: RequestContext,
  ): Promise<KeyBuilding | null> {
    return point.keyBuildingCode === null
      ? null
      : loadKeyBuilding(context, point.scope, point.keyBuildingCode);
  }
}
