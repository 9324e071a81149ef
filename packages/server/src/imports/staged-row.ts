import { createHash } from 'node:crypto';
import type { EventType } from '../applications/application-event.ts';
import { CASE_ATTRIBUTES, type CaseAttribute, MILESTONES } from './fields.ts';
import type { MappedRow } from './map-rows.ts';
import type { CellValue } from './parse-cell.ts';
import { type MappingProfile, stepField } from './profile.ts';

/**
 * What a row of a case table or an event log says, as rows of the one staging table: what an application states of itself
 * (kind C) and its events (kind E).
 */
export const STAGING_COLUMNS = [
  ['kind', 'text'],
  ['row_number', 'bigint'],
  ['case_key', 'text'],
  ['service_point_code', 'text'],
  ['service_item_code', 'text'],
  ['department_code', 'text'],
  ['domain_code', 'text'],
  ['channel_code', 'text'],
  ['applicant_kind', 'text'],
  ['applicant_visits', 'smallint'],
  ['outreach_event_code', 'text'],
  ['stated_deadline_at', 'timestamptz'],
  ['source_status', 'text'],
  ['applicant_digest', 'text'],
  ['logged_events', 'int'],
  ['first_logged_at', 'timestamptz'],
  ['last_logged_at', 'timestamptz'],
  ['type', 'text'],
  ['step_name', 'text'],
  ['occurred_at', 'timestamptz'],
  ['ordinal', 'int'],
  ['is_logged', 'boolean'],
  ['event_service_point_code', 'text'],
  ['actor_role', 'text'],
  ['suspension_reason', 'text'],
  ['passed', 'boolean'],
  ['approved_working_days', 'int'],
  ['decision', 'text'],
  ['rating', 'smallint'],
  ['content_hash', 'text'],
] as const;

type Column = (typeof STAGING_COLUMNS)[number][0];
type StagedValue = string | number | boolean | Date | null | undefined;
type StagedRow = Partial<Record<Column, StagedValue>>;

const ATTRIBUTE_COLUMNS: Record<CaseAttribute, Column> = {
  servicePointCode: 'service_point_code',
  serviceItemCode: 'service_item_code',
  departmentCode: 'department_code',
  domainCode: 'domain_code',
  channelCode: 'channel_code',
  applicantKind: 'applicant_kind',
  applicantVisits: 'applicant_visits',
  outreachEventCode: 'outreach_event_code',
  statedDeadlineAt: 'stated_deadline_at',
  sourceStatus: 'source_status',
  applicantIdentity: 'applicant_digest',
};

/** The staging columns of attributes that a file has; what it does not have stays as it was. */
export function attributeColumns(fields: ReadonlySet<string>): Column[] {
  const columns = Object.entries(ATTRIBUTE_COLUMNS).flatMap(([field, column]) =>
    fields.has(field) ? [column] : [],
  );
  return columns;
}

/** Turns mapped rows into staged ones. Of neighbouring rows that state the same of a case only the first states it. */
export function createStager(profile: MappingProfile): (row: MappedRow) => StagedRow[] {
  return profile.recordKind === 'CASE_TABLE'
    ? (row) => stageCaseRow(row, profile)
    : createEventStager(profile);
}

function stageCaseRow({ rowNumber, values }: MappedRow, profile: MappingProfile): StagedRow[] {
  const read = readerOf(values);
  const key = { row_number: rowNumber, case_key: read('caseKey') };
  const events: StagedRow[] = MILESTONES.flatMap(({ field, type }, ordinal) => {
    const occurredAt = read(field);
    return occurredAt === null
      ? []
      : [
          withHash({
            ...key,
            kind: 'E',
            type,
            occurred_at: occurredAt,
            ordinal,
            is_logged: false,
            ...detailsOf(type, read),
          }),
        ];
  });
  for (const step of Object.keys(profile.steps ?? {})) {
    const occurredAt = read(stepField(step));
    if (occurredAt !== null) {
      events.push(
        withHash({
          ...key,
          kind: 'E',
          type: 'NAMED_STEP',
          step_name: step,
          occurred_at: occurredAt,
          ordinal: MILESTONES.length,
          is_logged: false,
        }),
      );
    }
  }
  const stated = {
    ...attributesOf(read),
    logged_events: read('loggedEvents'),
    first_logged_at: read('firstLoggedAt'),
    last_logged_at: read('lastLoggedAt'),
  };
  // The hash of a case row is of the whole row: a second row of the same case must say exactly the same.
  const content = { ...stated, events: events.map((event) => event.content_hash).join(' ') };
  return [{ ...key, kind: 'C', ...stated, content_hash: hashOf(content) }, ...events];
}

function createEventStager(profile: MappingProfile): (row: MappedRow) => StagedRow[] {
  let lastStated = '';
  return ({ rowNumber, values }) => {
    const read = readerOf(values);
    const key = { row_number: rowNumber, case_key: read('caseKey') };
    const stated = { ...attributesOf(read) };
    const milestones = { receivedAt: read('receivedAt'), decidedAt: read('decidedAt') };
    const content = hashOf({ ...key, row_number: null, ...stated, ...milestones });
    const staged: StagedRow[] = [];
    if (content !== lastStated) {
      lastStated = content;
      staged.push({ ...key, kind: 'C', ...stated, content_hash: content });
      staged.push(...attributeMilestones(key, milestones));
    }
    staged.push(loggedEvent(key, read, profile));
    return staged;
  };
}

/** Milestones that a log has as attributes of the case: events, but not logged activities. */
function attributeMilestones(
  key: StagedRow,
  milestones: { receivedAt: StagedValue; decidedAt: StagedValue },
): StagedRow[] {
  const event = (type: EventType, occurredAt: StagedValue, ordinal: number): StagedRow[] =>
    occurredAt == null
      ? []
      : [withHash({ ...key, kind: 'E', type, occurred_at: occurredAt, ordinal, is_logged: false })];
  return [
    ...event('RECEIVED', milestones.receivedAt, -1),
    ...event('DECIDED', milestones.decidedAt, LAST_ORDINAL),
  ];
}

/** After every logged activity of the same instant. */
const LAST_ORDINAL = 1_000_000;

function loggedEvent(key: StagedRow, read: Reader, profile: MappingProfile): StagedRow {
  const word = String(read('eventType'));
  const isLawful = Object.values(profile.values['eventType'] ?? {}).includes(word) || LAWFUL_TYPES.has(word);
  const type = isLawful ? (word as EventType) : 'NAMED_STEP';
  return withHash({
    ...key,
    kind: 'E',
    type,
    step_name: isLawful ? null : word,
    occurred_at: read('occurredAt'),
    // Events of one instant stand in the order of a plain case; named steps, in the order of the file.
    ordinal: isLawful
      ? MILESTONES.findIndex((each) => each.type === type)
      : Number(key.row_number) % LAST_ORDINAL,
    is_logged: true,
    event_service_point_code: read('eventServicePointCode'),
    actor_role: read('actorRole'),
    ...detailsOf(type, read),
    ...(read('result') === null ? {} : resultOf(type, String(read('result')))),
    // Two activities alike in everything but their identity are two.
    content_hash: read('eventId'),
  });
}

const LAWFUL_TYPES: ReadonlySet<string> = new Set(MILESTONES.map(({ type }) => type));

type Reader = (field: string) => StagedValue & (string | number | boolean | Date | null);

function readerOf(values: ReadonlyMap<string, CellValue>): Reader {
  return (field) => {
    const value = values.get(field);
    return value === undefined || Array.isArray(value) ? null : (value as string | number | boolean | Date);
  };
}

function attributesOf(read: Reader): StagedRow {
  return Object.fromEntries(
    (Object.keys(CASE_ATTRIBUTES) as CaseAttribute[]).map((field) => [ATTRIBUTE_COLUMNS[field], read(field)]),
  );
}

function detailsOf(type: EventType, read: Reader): StagedRow {
  switch (type) {
    case 'SUSPENDED':
      return { suspension_reason: read('suspensionReason') };
    case 'INSPECTED':
      return { passed: read('inspectionPassed') };
    case 'EXTENDED':
      return { approved_working_days: read('approvedWorkingDays') };
    case 'DECIDED':
      return { decision: read('decision') };
    case 'RATED':
      return { rating: read('rating') };
    default:
      return {};
  }
}

function resultOf(type: EventType, result: string): StagedRow {
  if (type === 'INSPECTED') {
    return { passed: result === 'true' };
  }
  return type === 'DECIDED' ? { decision: result } : {};
}

/** The identity of an event within its case: what it says. Where it stands in a file does not belong to it. */
function withHash(event: StagedRow): StagedRow {
  const { kind: _kind, row_number: _row, case_key: _key, ordinal, ...content } = event;
  return { ...event, content_hash: hashOf(event.type === 'NAMED_STEP' ? content : { ...content, ordinal }) };
}

function hashOf(content: Readonly<Record<string, StagedValue>>): string {
  const parts = Object.entries(content).map(
    ([name, value]) => `${name}=${value == null ? '' : textOf(value)}`,
  );
  return createHash('md5').update(parts.sort().join('\u001f')).digest('base64');
}

function textOf(value: string | number | boolean | Date): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

/** A staged row as a line of COPY's text format. */
export function copyLine(row: StagedRow): string {
  const cells = STAGING_COLUMNS.map(([column]) => {
    const value = row[column];
    return value == null ? String.raw`\N` : textOf(value).replace(/[\\\t\n\r]/g, escapeCopy);
  });
  return `${cells.join('\t')}\n`;
}

const COPY_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

function escapeCopy(character: string): string {
  return COPY_ESCAPES[character] ?? character;
}
