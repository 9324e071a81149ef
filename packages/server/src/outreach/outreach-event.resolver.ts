import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { enterBureau } from '../bureau/bureau-scope.ts';
import { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import type { Connection } from '../platform/connection.ts';
import { loadServicePoint } from '../service-points/service-point.service.ts';
import { ServicePoint } from '../service-points/service-point.type.ts';
import { domainsOf, listOutreachEvents, outreachBatches } from './outreach-event.service.ts';
import {
  OutreachBatch,
  OutreachDomain,
  OutreachEvent,
  OutreachEventConnection,
} from './outreach-event.type.ts';
import { reportOutreach } from './outreach-report.service.ts';
import { OutreachReport } from './outreach-report.type.ts';

@Resolver(() => OutreachEvent)
export class OutreachEventResolver {
  @Access('READER')
  @Query(() => OutreachEventConnection, { description: 'Outreach events, the newest first.' })
  async outreachEvents(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('period', () => PeriodInput, { nullable: true, description: 'null: all of them.' })
    period: PeriodInput | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<OutreachEvent>> {
    return listOutreachEvents(context, await enterBureau(context, bureau), {
      period: period ?? null,
      first,
      after: after ?? null,
    });
  }

  @Access('READER')
  @Query(() => OutreachReport, {
    description: 'The outreach events of a period in sum. What an event does not state is in no sum.',
  })
  async outreach(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('period', () => PeriodInput) period: PeriodInput,
  ): Promise<OutreachReport> {
    return reportOutreach(context, await enterBureau(context, bureau), period);
  }

  @FieldResolver(() => ServicePoint, { nullable: true, description: 'The point that held it.' })
  servicePoint(@Root() event: OutreachEvent, @Ctx() context: RequestContext): Promise<ServicePoint | null> {
    return loadServicePoint(context, event.scope, event.servicePointId);
  }

  @FieldResolver(() => Int, { description: 'Applications of its building-day batch.' })
  async batchSize(@Root() event: OutreachEvent, @Ctx() context: RequestContext): Promise<number> {
    return (await outreachBatches(context).load(event.id))?.applications ?? 0;
  }

  @FieldResolver(() => OutreachBatch, { nullable: true, description: 'null: no application is of it.' })
  batch(@Root() event: OutreachEvent, @Ctx() context: RequestContext): Promise<OutreachBatch | null> {
    return outreachBatches(context).load(event.id);
  }

  @FieldResolver(() => [OutreachDomain], { description: 'Empty: the source states none.' })
  domains(@Root() event: OutreachEvent, @Ctx() context: RequestContext): Promise<OutreachDomain[]> {
    return domainsOf(context, event);
  }
}
