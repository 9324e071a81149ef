import { APPLICANT_KINDS } from '../applications/application.entity.ts';
import {
  DECISIONS,
  EVENT_TYPES,
  type EventType,
  SUSPENSION_REASONS,
} from '../applications/application-event.ts';
import { HANDLINGS } from '../applications/service-item.entity.ts';
import { DATUMS } from '../places/datum.ts';
import { DEMAND_AREA_KINDS, KEY_BUILDING_STATUSES } from '../places/place.entity.ts';
import {
  PROVENANCES,
  SERVICE_POINT_FORMS,
  SERVICE_POINT_KINDS,
} from '../service-points/service-point.entity.ts';
import type { RecordKind } from './import-run.entity.ts';

/** How the text of a cell is read. `values` is the closed list of an ENUM; `min` and `max` bound a number. */
export type FieldSpec =
  | {
      readonly type:
        | 'TEXT'
        | 'INSTANT'
        | 'DAY'
        | 'BOOLEAN'
        | 'OPENING_HOURS'
        | 'STATUS_HISTORY'
        | 'LIST'
        | 'OUTLINE'
        /** Kept as a keyed hash alone: see applicant-keys.ts. */
        | 'IDENTITY';
    }
  | { readonly type: 'ENUM'; readonly values: readonly string[]; readonly isOpen?: boolean }
  | { readonly type: 'INTEGER' | 'DECIMAL'; readonly min: number; readonly max: number };

const TEXT = { type: 'TEXT' } as const;
const INSTANT = { type: 'INSTANT' } as const;
const DAY = { type: 'DAY' } as const;
const BOOLEAN = { type: 'BOOLEAN' } as const;
const IDENTITY = { type: 'IDENTITY' } as const;

/** The longest that any number of days, visits or events can sensibly be: beyond it a column was mistaken. */
const LARGEST_COUNT = 1_000_000;
const count = (min = 0): FieldSpec => ({ type: 'INTEGER', min, max: LARGEST_COUNT });

/** Where a place is, as its source has it. */
const POSITION = {
  longitude: { type: 'DECIMAL', min: -180, max: 180 },
  latitude: { type: 'DECIMAL', min: -90, max: 90 },
  datum: { type: 'ENUM', values: DATUMS },
} as const satisfies Record<string, FieldSpec>;
const OUTLINE = { type: 'OUTLINE' } as const;
/** More people than live in any one place, and more square metres than any building has. */
const LARGEST_AMOUNT = 100_000_000;

/** What an application states about itself, whatever the file: the columns of `application` that are not derived. */
export const CASE_ATTRIBUTES = {
  servicePointCode: TEXT,
  serviceItemCode: TEXT,
  departmentCode: TEXT,
  domainCode: TEXT,
  channelCode: TEXT,
  applicantKind: { type: 'ENUM', values: APPLICANT_KINDS },
  applicantVisits: { type: 'INTEGER', min: 0, max: 1000 },
  outreachEventCode: TEXT,
  statedDeadlineAt: INSTANT,
  sourceStatus: TEXT,
  /** Who applies, e.g. by an identity number or a credit code. */
  applicantIdentity: IDENTITY,
} as const satisfies Record<string, FieldSpec>;
export type CaseAttribute = keyof typeof CASE_ATTRIBUTES;

const EVENT_DETAILS = {
  suspensionReason: { type: 'ENUM', values: SUSPENSION_REASONS },
  approvedWorkingDays: { type: 'INTEGER', min: 1, max: 60 },
  rating: { type: 'INTEGER', min: 1, max: 5 },
} as const satisfies Record<string, FieldSpec>;

/** The columns of a case table that are events, in the order of a plain case. */
export const MILESTONES: readonly { readonly field: string; readonly type: EventType }[] = [
  { field: 'receivedAt', type: 'RECEIVED' },
  { field: 'correctionRequestedAt', type: 'CORRECTION_REQUESTED' },
  { field: 'correctionSubmittedAt', type: 'CORRECTION_SUBMITTED' },
  { field: 'acceptedAt', type: 'ACCEPTED' },
  { field: 'notAcceptedAt', type: 'NOT_ACCEPTED' },
  { field: 'suspendedAt', type: 'SUSPENDED' },
  { field: 'inspectedAt', type: 'INSPECTED' },
  { field: 'resumedAt', type: 'RESUMED' },
  { field: 'rectificationRequestedAt', type: 'RECTIFICATION_REQUESTED' },
  { field: 'rectifiedAt', type: 'RECTIFIED' },
  { field: 'extendedAt', type: 'EXTENDED' },
  { field: 'decidedAt', type: 'DECIDED' },
  { field: 'issuedAt', type: 'ISSUED' },
  { field: 'deliveredAt', type: 'DELIVERED' },
  { field: 'withdrawnAt', type: 'WITHDRAWN' },
  { field: 'terminatedAt', type: 'TERMINATED' },
  { field: 'ratedAt', type: 'RATED' },
  { field: 'reviewFollowedUpAt', type: 'REVIEW_FOLLOWED_UP' },
];

const FIELDS = {
  CASE_TABLE: {
    caseKey: TEXT,
    ...CASE_ATTRIBUTES,
    ...Object.fromEntries(MILESTONES.map(({ field }) => [field, INSTANT])),
    ...EVENT_DETAILS,
    inspectionPassed: BOOLEAN,
    decision: { type: 'ENUM', values: DECISIONS },
    loggedEvents: count(),
    firstLoggedAt: INSTANT,
    lastLoggedAt: INSTANT,
  },
  EVENT_LOG: {
    caseKey: TEXT,
    eventType: { type: 'ENUM', values: EVENT_TYPES.filter((type) => type !== 'NAMED_STEP'), isOpen: true },
    occurredAt: INSTANT,
    eventId: TEXT,
    eventServicePointCode: TEXT,
    actorRole: TEXT,
    result: { type: 'ENUM', values: [...DECISIONS, 'true', 'false'] },
    ...EVENT_DETAILS,
    ...CASE_ATTRIBUTES,
    receivedAt: INSTANT,
    decidedAt: INSTANT,
  },
  SERVICE_POINTS: {
    code: TEXT,
    nameZh: TEXT,
    nameEn: TEXT,
    kind: { type: 'ENUM', values: SERVICE_POINT_KINDS },
    form: { type: 'ENUM', values: SERVICE_POINT_FORMS },
    townOrStreet: TEXT,
    address: TEXT,
    ...POSITION,
    openingHours: { type: 'OPENING_HOURS' },
    statusHistory: { type: 'STATUS_HISTORY' },
    keyBuildingCode: TEXT,
    handledItemCodes: { type: 'LIST' },
    provenance: { type: 'ENUM', values: PROVENANCES },
  },
  SERVICE_ITEMS: {
    code: TEXT,
    nameZh: TEXT,
    nameEn: TEXT,
    departmentCode: TEXT,
    departmentNameZh: TEXT,
    departmentNameEn: TEXT,
    domainCode: TEXT,
    domainNameZh: TEXT,
    domainNameEn: TEXT,
    handling: { type: 'ENUM', values: HANDLINGS },
    statutoryWorkingDays: count(),
    promisedWorkingDays: count(),
    validFrom: DAY,
    validTo: DAY,
  },
  DEMAND_AREAS: {
    code: TEXT,
    nameZh: TEXT,
    nameEn: TEXT,
    kind: { type: 'ENUM', values: DEMAND_AREA_KINDS },
    townOrStreet: TEXT,
    residents: { type: 'INTEGER', min: 0, max: LARGEST_AMOUNT },
    enterprises: count(),
    ...POSITION,
    boundary: OUTLINE,
    provenance: { type: 'ENUM', values: PROVENANCES },
  },
  KEY_BUILDINGS: {
    code: TEXT,
    nameZh: TEXT,
    nameEn: TEXT,
    townOrStreet: TEXT,
    address: TEXT,
    enterprises: count(),
    floorAreaSquareMetres: { type: 'DECIMAL', min: 0, max: LARGEST_AMOUNT },
    status: { type: 'ENUM', values: KEY_BUILDING_STATUSES },
    openedOn: DAY,
    closedOn: DAY,
    ...POSITION,
    footprint: OUTLINE,
    provenance: { type: 'ENUM', values: PROVENANCES },
  },
  OUTREACH_EVENTS: {
    code: TEXT,
    nameZh: TEXT,
    nameEn: TEXT,
    heldOn: DAY,
    place: TEXT,
    servicePointCode: TEXT,
    durationMinutes: count(1),
    enterprisesServed: count(),
    isEnterprisesMinimum: BOOLEAN,
    consultations: count(),
    leaflets: count(),
    isBuildingDay: BOOLEAN,
    domainNames: { type: 'LIST' },
    provenance: { type: 'ENUM', values: PROVENANCES },
  },
} as const satisfies Record<RecordKind, Record<string, FieldSpec>>;

export type FieldName = string;

/** The fields that a kind of record has. */
export function fieldsOf(recordKind: RecordKind): Readonly<Record<FieldName, FieldSpec>> {
  return FIELDS[recordKind];
}
