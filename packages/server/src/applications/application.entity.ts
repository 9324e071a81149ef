import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Decision, EventType, SuspensionReason } from './application-event.ts';
import type { ApplicationState } from './lifecycle.ts';

export const APPLICANT_KINDS = ['PERSON', 'ENTERPRISE'] as const;
export type ApplicantKind = (typeof APPLICANT_KINDS)[number];

export const NO_DUE_REASONS = [
  'NO_LIMIT',
  'NOT_ACCEPTED_YET',
  'SUSPENDED',
  'CALENDAR_NOT_ANNOUNCED',
] as const;
export type NoDueReason = (typeof NO_DUE_REASONS)[number];

/**
 * One request for one service item by one applicant (办件): what the source states, and what its events imply. Of the view of those
 * in force; the table behind it keeps the ones of runs that were taken back.
 */
export const ApplicationEntity = defineEntity({
  name: 'Application',
  tableName: 'application',
  properties: {
    id: p.bigint('number').primary(),
    bureauId: p.integer(),
    caseKey: p.text(),
    servicePointId: p.integer().nullable(),
    serviceItemId: p.integer().nullable(),
    departmentId: p.integer().nullable(),
    domainId: p.integer().nullable(),
    channelId: p.integer().nullable(),
    applicantKind: p.text().$type<ApplicantKind>().nullable(),
    applicantVisits: p.integer().nullable(),
    outreachEventId: p.integer().nullable(),
    statedDeadlineAt: p.datetime().nullable(),
    sourceStatus: p.text().nullable(),
    loggedEvents: p.integer(),
    firstLoggedAt: p.datetime().nullable(),
    lastLoggedAt: p.datetime().nullable(),
    importRunId: p.bigint('number'),
    sourceRow: p.bigint('number'),
    contentHash: p.text(),
    state: p.text().$type<ApplicationState>(),
    receivedAt: p.datetime(),
    acceptedAt: p.datetime().nullable(),
    isAcceptanceDeemed: p.boolean(),
    deemedFrom: p.datetime().nullable(),
    decidedAt: p.datetime().nullable(),
    decision: p.text().$type<Decision>().nullable(),
    issuedAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
    receivedOn: p.date(),
    decidedOn: p.date().nullable(),
    closedOn: p.date().nullable(),
    firstLoggedOn: p.date().nullable(),
    lastLoggedOn: p.date().nullable(),
    bureauMinutes: p.integer().nullable(),
    applicantMinutes: p.integer().nullable(),
    excludedMinutes: p.integer().nullable(),
    decisionWorkingDays: p.integer().nullable(),
    loggedWorkingDays: p.integer().nullable(),
    promisedDueAt: p.datetime().nullable(),
    promisedDueOn: p.date().nullable(),
    statutoryDueAt: p.datetime().nullable(),
    statutoryDueOn: p.date().nullable(),
    noDueReason: p.text().$type<NoDueReason>().nullable(),
    promisedWorkingDays: p.integer().nullable(),
    statutoryWorkingDays: p.integer().nullable(),
    acceptanceKnownOn: p.date().nullable(),
    isFirstPass: p.boolean().nullable(),
    ratedOn: p.date().nullable(),
    rating: p.integer().nullable(),
    reviewFollowedUpAt: p.datetime().nullable(),
    changedByRunId: p.bigint('number'),
    touchedByRunId: p.bigint('number'),
    voidedByRunId: p.bigint('number').nullable(),
  },
});

export type ApplicationRow = InferEntity<typeof ApplicationEntity>;

/** A dated fact in an application's life (环节): append-only, corrected only by superseding. */
export const ApplicationEventEntity = defineEntity({
  name: 'ApplicationEvent',
  tableName: 'application_event',
  properties: {
    id: p.bigint('number').primary(),
    bureauId: p.integer(),
    applicationId: p.bigint('number'),
    type: p.text().$type<EventType>(),
    stepName: p.text().nullable(),
    occurredAt: p.datetime(),
    servicePointId: p.integer().nullable(),
    actorRole: p.text().nullable(),
    suspensionReason: p.text().$type<SuspensionReason>().nullable(),
    passed: p.boolean().nullable(),
    approvedWorkingDays: p.integer().nullable(),
    decision: p.text().$type<Decision>().nullable(),
    rating: p.integer().nullable(),
    ordinal: p.integer(),
    contentHash: p.text(),
    importRunId: p.bigint('number'),
    sourceRow: p.bigint('number'),
    supersededByRunId: p.bigint('number').nullable(),
    restoredByRunId: p.bigint('number').nullable(),
  },
});
