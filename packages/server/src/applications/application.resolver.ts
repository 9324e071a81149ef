import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { type BureauScope, enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { outreachEventRows, toOutreachEvent } from '../outreach/outreach-event.service.ts';
import { OutreachEvent } from '../outreach/outreach-event.type.ts';
import { Access } from '../platform/access.ts';
import type { Connection } from '../platform/connection.ts';
import { loadServicePoint } from '../service-points/service-point.service.ts';
import { ServicePoint } from '../service-points/service-point.type.ts';
import { answered } from '../working-time/working-calendar.ts';
import { applicationEvents, importFileNames, itemLimits, serviceItemRows } from './application.loaders.ts';
import { findApplication, listApplications } from './application.service.ts';
import {
  Application,
  ApplicationConnection,
  ApplicationEvent,
  type ApplicationSort,
  ApplicationSortEnum,
  ItemLimit,
  OwnedInterval,
  ServiceItem,
  SourceRow,
} from './application.type.ts';
import type { EventFact } from './application-event.ts';
import { dimensionNames } from './dimension.ts';
import { DimensionValue } from './dimension.type.ts';
import { ownedIntervals, type TimeOwner } from './owned-time.ts';
import { ApplicationSelection, ScopeFilter, TimeOwnerEnum } from './scope-filter.type.ts';

@Resolver(() => Application)
export class ApplicationResolver {
  @Access('READER')
  @Query(() => ApplicationConnection, { description: 'Applications: the facts behind every figure.' })
  async applications(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('scope', () => ScopeFilter, { nullable: true }) scope: ScopeFilter | null,
    @Arg('where', () => ApplicationSelection, { nullable: true }) where: ApplicationSelection | null,
    @Arg('sort', () => ApplicationSortEnum, { defaultValue: 'NEWEST_RECEIVED' }) sort: ApplicationSort,
    @Arg('first', () => Int, { defaultValue: 25, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<Application>> {
    return listApplications(context, await enterBureau(context, bureau), {
      scope: scope ?? null,
      where: where ?? null,
      sort,
      first,
      after: after ?? null,
    });
  }

  @Access('READER')
  @Query(() => Application, { nullable: true, description: 'One application; null: no such case number.' })
  async application(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('caseKey', () => ID) caseKey: string,
  ): Promise<Application | null> {
    return findApplication(context, await enterBureau(context, bureau), caseKey);
  }

  @FieldResolver(() => ServicePoint, {
    nullable: true,
    description: 'The point that received it; null: not stated.',
  })
  servicePoint(
    @Root() { row, scope }: Application,
    @Ctx() context: RequestContext,
  ): Promise<ServicePoint | null> {
    return loadServicePoint(context, scope, row.servicePointId ?? null);
  }

  @FieldResolver(() => ServiceItem, { nullable: true, description: 'null: not stated.' })
  async serviceItem(
    @Root() { row }: Application,
    @Ctx() context: RequestContext,
  ): Promise<ServiceItem | null> {
    const item = row.serviceItemId == null ? null : await serviceItemRows(context).load(row.serviceItemId);
    return item && { ...item, handling: item.handling ?? null };
  }

  @FieldResolver(() => DimensionValue, { nullable: true, description: 'null: not stated.' })
  department(
    @Root() { row, scope }: Application,
    @Ctx() context: RequestContext,
  ): Promise<DimensionValue | null> {
    return nameOf(context, scope, 'DEPARTMENT', row.departmentId);
  }

  @FieldResolver(() => DimensionValue, { nullable: true, description: 'null: not stated.' })
  domain(
    @Root() { row, scope }: Application,
    @Ctx() context: RequestContext,
  ): Promise<DimensionValue | null> {
    return nameOf(context, scope, 'DOMAIN', row.domainId);
  }

  @FieldResolver(() => DimensionValue, { nullable: true, description: 'null: not stated.' })
  channel(
    @Root() { row, scope }: Application,
    @Ctx() context: RequestContext,
  ): Promise<DimensionValue | null> {
    return nameOf(context, scope, 'CHANNEL', row.channelId);
  }

  @FieldResolver(() => OutreachEvent, {
    nullable: true,
    description: 'The building day whose batch it was in.',
  })
  async outreachEvent(
    @Root() { row, scope }: Application,
    @Ctx() context: RequestContext,
  ): Promise<OutreachEvent | null> {
    const event =
      row.outreachEventId == null ? null : await outreachEventRows(context).load(row.outreachEventId);
    return event && toOutreachEvent(event, scope);
  }

  @FieldResolver(() => [ApplicationEvent], { description: 'The events in force, in their order.' })
  async events(
    @Root() { id, scope }: Application,
    @Ctx() context: RequestContext,
  ): Promise<ApplicationEvent[]> {
    const events = await applicationEvents(context).load(id);
    return events.map((event) => ({
      scope,
      importRunId: event.importRunId,
      sourceRow: event.sourceRow,
      servicePointId: event.servicePointId ?? null,
      type: event.type,
      stepName: event.stepName ?? null,
      occurredAt: event.occurredAt,
      actorRole: event.actorRole ?? null,
      suspensionReason: event.suspensionReason ?? null,
      passed: event.passed ?? null,
      approvedWorkingDays: event.approvedWorkingDays ?? null,
      decision: event.decision ?? null,
      rating: event.rating ?? null,
    }));
  }

  @FieldResolver(() => [OwnedInterval], {
    description: 'Every interval from receipt to the end (to now, while open), each with its one owner.',
  })
  async timeline(
    @Root() { id, row, scope }: Application,
    @Ctx() context: RequestContext,
  ): Promise<OwnedInterval[]> {
    const events = await eventFacts(context, id);
    return ownedIntervals(events, row.closedAt ?? scope.now).map((interval) => ({
      ...interval,
      workingMinutes: answered(() => scope.calendar.workingMinutesBetween(interval.from, interval.to)),
    }));
  }

  @FieldResolver(() => TimeOwnerEnum, {
    nullable: true,
    description: 'Who must act now: the owner of the last interval of its timeline; null: closed.',
  })
  async waitingFor(
    @Root() { id, row, scope }: Application,
    @Ctx() context: RequestContext,
  ): Promise<TimeOwner | null> {
    if (row.closedAt != null) {
      return null;
    }
    return ownedIntervals(await eventFacts(context, id), scope.now).at(-1)?.owner ?? 'BUREAU';
  }

  @FieldResolver(() => SourceRow, { description: 'The row that stated it last.' })
  source(@Root() { row }: Application, @Ctx() context: RequestContext): Promise<SourceRow> {
    return sourceRow(context, row.importRunId, row.sourceRow);
  }
}

@Resolver(() => ServiceItem)
export class ServiceItemResolver {
  @FieldResolver(() => [ItemLimit], { description: 'Oldest first; empty: none stated.' })
  async limits(@Root() item: ServiceItem, @Ctx() context: RequestContext): Promise<ItemLimit[]> {
    const limits = await itemLimits(context).load(item.id);
    return limits.map((limit) => ({
      validFrom: limit.validFrom,
      validTo: limit.validTo ?? null,
      statutoryWorkingDays: limit.statutoryWorkingDays ?? null,
      promisedWorkingDays: limit.promisedWorkingDays ?? null,
    }));
  }
}

@Resolver(() => ApplicationEvent)
export class ApplicationEventResolver {
  @FieldResolver(() => ServicePoint, { nullable: true, description: 'Where it happened; null: not stated.' })
  servicePoint(
    @Root() event: ApplicationEvent,
    @Ctx() context: RequestContext,
  ): Promise<ServicePoint | null> {
    return loadServicePoint(context, event.scope, event.servicePointId);
  }

  @FieldResolver(() => SourceRow)
  source(@Root() event: ApplicationEvent, @Ctx() context: RequestContext): Promise<SourceRow> {
    return sourceRow(context, event.importRunId, event.sourceRow);
  }
}

async function eventFacts(context: RequestContext, applicationId: number): Promise<EventFact[]> {
  const events = await applicationEvents(context).load(applicationId);
  return events.map((event) => ({
    type: event.type,
    stepName: event.stepName ?? null,
    occurredAt: event.occurredAt,
    ordinal: event.ordinal,
    suspensionReason: event.suspensionReason ?? null,
    approvedWorkingDays: event.approvedWorkingDays ?? null,
    decision: event.decision ?? null,
    rating: event.rating ?? null,
  }));
}

async function sourceRow(
  context: RequestContext,
  importRunId: number,
  rowNumber: number,
): Promise<SourceRow> {
  const fileName = await importFileNames(context).load(importRunId);
  return { importRunId: String(importRunId), fileName, rowNumber };
}

async function nameOf(
  context: RequestContext,
  scope: BureauScope,
  dimension: 'DEPARTMENT' | 'DOMAIN' | 'CHANNEL',
  id: number | null | undefined,
): Promise<DimensionValue | null> {
  return id == null ? null : (await dimensionNames(context, scope)).of(dimension, String(id));
}
