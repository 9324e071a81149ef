import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import type { Connection } from '../platform/connection.ts';
import type { ServicePointStatus } from './service-point.entity.ts';
import { findServicePoint, listServicePoints, statusHistories } from './service-point.service.ts';
import {
  DatedStatus,
  ServicePoint,
  ServicePointConnection,
  ServicePointFilter,
  ServicePointStatusEnum,
} from './service-point.type.ts';
import { statusOn } from './status-on.ts';

@Resolver(() => ServicePoint)
export class ServicePointResolver {
  @Access('READER')
  @Query(() => ServicePointConnection, { description: 'The service points of a bureau, by code.' })
  async servicePoints(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('filter', () => ServicePointFilter, { nullable: true }) filter: ServicePointFilter | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<ServicePoint>> {
    const scope = await enterBureau(context, bureau);
    return listServicePoints(context, scope, filter ?? null, { first, after: after ?? null });
  }

  @Access('READER')
  @Query(() => ServicePoint, { nullable: true, description: 'One service point; null: no such code.' })
  async servicePoint(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('code', () => ID) code: string,
  ): Promise<ServicePoint | null> {
    return findServicePoint(context, await enterBureau(context, bureau), code);
  }

  @FieldResolver(() => ServicePointStatusEnum, {
    nullable: true,
    description: 'In force today; null: none of its dated statuses has begun.',
  })
  async status(
    @Root() point: ServicePoint,
    @Ctx() context: RequestContext,
  ): Promise<ServicePointStatus | null> {
    return statusOn(await statusHistories(context).load(point.id), point.scope.today);
  }

  @FieldResolver(() => [DatedStatus], { description: 'Oldest first.' })
  statusHistory(
    @Root() point: ServicePoint,
    @Ctx() context: RequestContext,
  ): Promise<readonly DatedStatus[]> {
    return statusHistories(context).load(point.id);
  }
}
