import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { CellType, CellValue, DownloadColumn } from '../platform/table-download.ts';
import { createWallClock } from '../working-time/wall-clock.ts';
import type { Application } from './application.type.ts';
import {
  EXPORT_COLUMNS,
  EXPORT_TEXTS,
  type ExportColumnKey,
  type ExportLanguage,
} from './application-export.texts.ts';
import type { DimensionNames } from './dimension.ts';
import type { CategoryDimension, DimensionValue } from './dimension.type.ts';

const TYPES: Readonly<Partial<Record<ExportColumnKey, CellType>>> = {
  visits: 'COUNT',
  receivedAt: 'INSTANT',
  acceptedAt: 'INSTANT',
  decidedAt: 'INSTANT',
  issuedAt: 'INSTANT',
  closedAt: 'INSTANT',
  promisedDueOn: 'DAY',
  statutoryDueOn: 'DAY',
  daysLeft: 'COUNT',
  turnaroundDays: 'NUMBER',
  bureauMinutes: 'COUNT',
  applicantMinutes: 'COUNT',
  excludedMinutes: 'COUNT',
};

/** The columns of a downloaded list, in a language: what the page shows, and what the API says beyond it. Instants are wall clocks. */
export function applicationColumns(
  bureau: BureauScope,
  names: DimensionNames,
  language: ExportLanguage,
): DownloadColumn<Application>[] {
  const texts = EXPORT_TEXTS[language];
  const { timeZone } = bureau.bureau;
  const wallClock = createWallClock(timeZone);
  const clock = (instant: Date | null) => instant && wallClock(instant);
  const yesNo = (value: boolean | null) => (value === null ? null : value ? texts.yes : texts.no);
  const named = (dimension: CategoryDimension, id: number | null | undefined): DimensionValue | null =>
    id == null ? null : names.of(dimension, String(id));
  const nameOf = (value: DimensionValue | null) => value && (language === 'en' ? value.nameEn : value.nameZh);
  const values: Record<ExportColumnKey, (application: Application) => CellValue> = {
    caseKey: ({ caseKey }) => caseKey,
    state: ({ state }) => texts.states[state],
    pointCode: ({ row }) => named('SERVICE_POINT', row.servicePointId)?.code ?? null,
    point: ({ row }) => nameOf(named('SERVICE_POINT', row.servicePointId)),
    itemCode: ({ row }) => named('SERVICE_ITEM', row.serviceItemId)?.code ?? null,
    item: ({ row }) => nameOf(named('SERVICE_ITEM', row.serviceItemId)),
    department: ({ row }) => nameOf(named('DEPARTMENT', row.departmentId)),
    domain: ({ row }) => nameOf(named('DOMAIN', row.domainId)),
    channel: ({ row }) => nameOf(named('CHANNEL', row.channelId)),
    applicant: ({ applicantKind }) => applicantKind && texts.applicants[applicantKind],
    visits: ({ row }) => row.applicantVisits ?? null,
    receivedAt: ({ receivedAt }) => clock(receivedAt),
    acceptedAt: ({ acceptedAt }) => clock(acceptedAt),
    isAcceptanceDeemed: ({ acceptedAt, isAcceptanceDeemed }) => acceptedAt && yesNo(isAcceptanceDeemed),
    decidedAt: ({ decidedAt }) => clock(decidedAt),
    decision: ({ decision }) => decision && texts.decisions[decision],
    issuedAt: ({ issuedAt }) => clock(issuedAt),
    closedAt: ({ closedAt }) => clock(closedAt),
    promisedDueOn: ({ promisedDeadline }) => dueOn(promisedDeadline),
    promisedOnTime: ({ row }) => yesNo(inTime(row.decidedAt, row.promisedDueAt)),
    statutoryDueOn: ({ statutoryDeadline }) => dueOn(statutoryDeadline),
    statutoryOnTime: ({ row }) => yesNo(inTime(row.decidedAt, row.statutoryDueAt)),
    noDeadline: ({ promisedDeadline }) =>
      'reason' in promisedDeadline ? texts.noDeadline[promisedDeadline.reason] : null,
    daysLeft: ({ promisedDeadline }) =>
      'dueOn' in promisedDeadline ? promisedDeadline.workingDaysLeft : null,
    turnaroundDays: ({ ownedTime }) =>
      ownedTime && ownedTime.bureauMinutes / bureau.calendar.standardDayMinutes,
    bureauMinutes: ({ ownedTime }) => ownedTime?.bureauMinutes ?? null,
    applicantMinutes: ({ ownedTime }) => ownedTime?.applicantMinutes ?? null,
    excludedMinutes: ({ ownedTime }) => ownedTime?.excludedMinutes ?? null,
  };
  return EXPORT_COLUMNS.map((key) => {
    const type = TYPES[key] ?? 'TEXT';
    const title = texts.columns[key];
    return { title: type === 'INSTANT' ? `${title} (${timeZone})` : title, type, value: values[key] };
  });
}

function dueOn(deadline: Application['promisedDeadline']): string | null {
  return 'dueOn' in deadline ? deadline.dueOn : null;
}

/** null: not decided, or without a limit to be judged by. */
function inTime(decidedAt: Date | null | undefined, dueAt: Date | null | undefined): boolean | null {
  return decidedAt == null || dueAt == null ? null : decidedAt <= dueAt;
}
