import { defineEntity, p } from '@mikro-orm/core';
import type { RunPhase } from './run-outcome.ts';

export const IMPORT_STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'INTERRUPTED', 'CANCELLED'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export const RECORD_KINDS = [
  'SERVICE_POINTS',
  'SERVICE_ITEMS',
  'OUTREACH_EVENTS',
  'DEMAND_AREAS',
  'KEY_BUILDINGS',
  'CASE_TABLE',
  'EVENT_LOG',
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** One file sent through one mapping profile, and what became of it. */
export const ImportRunEntity = defineEntity({
  name: 'ImportRun',
  tableName: 'import_run',
  properties: {
    id: p.bigint('number').primary(),
    bureauId: p.integer(),
    profileName: p.text(),
    profileVersion: p.integer(),
    recordKind: p.text().$type<RecordKind>(),
    lawfulOrder: p.text().$type<'ENFORCED' | 'RECORDED'>(),
    fileName: p.text(),
    fileBytes: p.bigint('number'),
    fileSha256: p.text().nullable(),
    encoding: p.text().nullable(),
    dryRun: p.boolean(),
    status: p.text().$type<ImportStatus>(),
    startedAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
    rowsRead: p.bigint('number'),
    rowsAccepted: p.bigint('number'),
    rowsRefused: p.bigint('number'),
    recordsAdded: p.bigint('number'),
    recordsChanged: p.bigint('number'),
    recordsUnchanged: p.bigint('number'),
    recordsRemoved: p.bigint('number'),
    eventsAdded: p.bigint('number'),
    eventsSuperseded: p.bigint('number'),
    errorCode: p.text().nullable(),
    errorMessage: p.text().nullable(),
    actor: p.text(),
    kind: p.text().$type<'FILE' | 'UNDO'>(),
    undoesRunId: p.bigint('number').nullable(),
    format: p.text().nullable(),
    header: p.array().nullable(),
    phase: p.text().$type<RunPhase>().nullable(),
    progressDone: p.bigint('number'),
    progressTotal: p.bigint('number').nullable(),
    cancelRequestedAt: p.datetime().nullable(),
  },
});

/** One refused row: where, what, what was expected, and the row itself, so that it can be corrected and sent again. */
export const ImportRefusalEntity = defineEntity({
  name: 'ImportRefusal',
  tableName: 'import_refusal',
  properties: {
    id: p.bigint('number').primary(),
    importRunId: p.bigint('number'),
    rowNumber: p.bigint('number'),
    columnName: p.text().nullable(),
    value: p.text().nullable(),
    code: p.text(),
    expected: p.text(),
    raw: p.json<Record<string, string>>(),
  },
});
