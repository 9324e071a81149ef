import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import type { Connection } from '../platform/connection.ts';
import { loadServicePoint } from '../service-points/service-point.service.ts';
import { ServicePoint } from '../service-points/service-point.type.ts';
import { batchSizes, listOutreachEvents } from './outreach-event.service.ts';
import { OutreachEvent, OutreachEventConnection } from './outreach-event.type.ts';

@Resolver(() => OutreachEvent)
export class OutreachEventResolver {
  @Access('READER')
  @Query(() => OutreachEventConnection, { description: 'Outreach events, the newest first.' })
  async outreachEvents(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<OutreachEvent>> {
    return listOutreachEvents(context, await enterBureau(context, bureau), { first, after: after ?? null });
  }

  @FieldResolver(() => ServicePoint, { nullable: true, description: 'The point that held it.' })
  servicePoint(@Root() event: OutreachEvent, @Ctx() context: RequestContext): Promise<ServicePoint | null> {
    return loadServicePoint(context, event.scope, event.servicePointId);
  }

  @FieldResolver(() => Int, { description: 'Applications of its building-day batch.' })
  batchSize(@Root() event: OutreachEvent, @Ctx() context: RequestContext): Promise<number> {
    return batchSizes(context).load(event.id);
  }
}
