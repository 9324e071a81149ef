import type { BureauScope } from '../bureau/bureau-scope.ts';
import { freshnessOf } from '../bureau/freshness.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import type { MeasureDefinition } from '../measure/measure-definition.ts';
import type { Note } from '../platform/xlsx-download.ts';
import { createWallClock } from '../working-time/wall-clock.ts';
import type { ApplicationChoice } from './application.service.ts';
import { EXPORT_TEXTS, type ExportLanguage, type ExportTexts } from './application-export.texts.ts';
import type { DimensionNames } from './dimension.ts';
import type { CategoryDimension } from './dimension.type.ts';
import type { ApplicationSelection, ScopeFilter } from './scope-filter.type.ts';

export interface NotesQuestion {
  readonly choice: ApplicationChoice;
  readonly names: DimensionNames;
  readonly language: ExportLanguage;
  readonly count: number;
  /** Where the file came from. */
  readonly address: string;
  /** Of the measures among its columns. */
  readonly definitions: readonly MeasureDefinition[];
}

/** What a downloaded list says of itself: whose it is, what it is narrowed to, how fresh, when and from where it was taken. */
export async function exportNotes(
  context: RequestContext,
  bureau: BureauScope,
  { choice, names, language, count, address, definitions }: NotesQuestion,
): Promise<Note[]> {
  const texts = EXPORT_TEXTS[language];
  const { notes } = texts;
  const isEnglish = language === 'en';
  const { code, nameZh, nameEn, noticeZh, noticeEn, timeZone } = bureau.bureau;
  const clock = createWallClock(timeZone);
  const freshness = await freshnessOf(context, bureau);
  const notice = isEnglish ? noticeEn : noticeZh;
  const filters = [
    ...scopeTexts(choice.scope, names, texts, isEnglish),
    ...selectionTexts(choice.where, texts, bureau.calendar.standardDayMinutes),
  ];
  return [
    { title: notes.bureau, text: `${isEnglish ? nameEn : nameZh} (${code})` },
    { title: notes.content, text: texts.title },
    { title: notes.filters, text: filters.length === 0 ? notes.none : filters.join('\n') },
    { title: notes.order, text: texts.orders[choice.sort] },
    { title: notes.rows, text: String(count) },
    {
      title: notes.freshness,
      text: [
        `${notes.latestEvent} ${freshness.latestEventAt === null ? notes.none : clock(freshness.latestEventAt)}`,
        `${notes.lastImport} ${freshness.lastImportAt === null ? notes.none : clock(freshness.lastImportAt)}`,
        `${notes.dataVersion} ${freshness.dataVersion}`,
      ].join('\n'),
    },
    ...(notice ? [{ title: notes.notice, text: notice }] : []),
    { title: notes.downloadedAt, text: `${clock(context.clock())} (${timeZone})` },
    { title: notes.address, text: address },
    ...definitions.map((each) => ({
      title: `${notes.definition}${isEnglish ? each.nameEn : each.nameZh}`,
      text: isEnglish ? each.definitionEn : each.definitionZh,
    })),
  ];
}

const SCOPE_DIMENSIONS = [
  ['servicePoints', 'SERVICE_POINT', 'point'],
  ['servicePointKinds', 'SERVICE_POINT_KIND', 'pointKind'],
  ['serviceItems', 'SERVICE_ITEM', 'item'],
  ['departments', 'DEPARTMENT', 'department'],
  ['domains', 'DOMAIN', 'domain'],
  ['channels', 'CHANNEL', 'channel'],
] as const satisfies readonly (readonly [keyof ScopeFilter, CategoryDimension, string])[];

function scopeTexts(
  scope: ScopeFilter | null,
  names: DimensionNames,
  texts: ExportTexts,
  isEnglish: boolean,
): string[] {
  const titles = { ...texts.columns, pointKind: texts.notes.pointKind };
  const line = (title: string, values: readonly string[]) => `${title}: ${values.join(', ')}`;
  const byDimension = SCOPE_DIMENSIONS.flatMap(([field, dimension, title]) => {
    const codes: readonly string[] = scope?.[field] ?? [];
    const known = new Map(
      names.all(dimension).map((each) => [each.code, isEnglish ? each.nameEn : each.nameZh]),
    );
    return codes.length === 0
      ? []
      : [
          line(
            titles[title],
            codes.map((code) => known.get(code) ?? code),
          ),
        ];
  });
  const kinds = scope?.applicantKinds ?? [];
  return [
    ...byDimension,
    ...(kinds.length === 0
      ? []
      : [
          line(
            titles.applicant,
            kinds.map((kind) => texts.applicants[kind]),
          ),
        ]),
  ];
}

function selectionTexts(
  where: ApplicationSelection | null,
  texts: ExportTexts,
  standardDayMinutes: number,
): string[] {
  if (where === null) {
    return [];
  }
  const { selection, standings, ages, facts, yes, no } = texts;
  const period = (days: PeriodInput | null | undefined) => days && `${days.from} – ${days.to}`;
  const flag = (value: boolean | null | undefined) => (value == null ? null : value ? yes : no);
  const workingDays = (minutes: number | null | undefined) =>
    minutes == null ? null : String(minutes / standardDayMinutes);
  const stated: Record<keyof ApplicationSelection, string | null | undefined> = {
    caseKeyPrefix: where.caseKeyPrefix,
    received: period(where.received),
    decided: period(where.decided),
    closed: period(where.closed),
    lastLogged: period(where.lastLogged),
    openOn: where.openOn,
    standing: where.standing?.map((each) => standings[each]).join(', '),
    ageBand: where.ageBand && ages[where.ageBand],
    promisedOnTime: flag(where.promisedOnTime),
    statutoryOnTime: flag(where.statutoryOnTime),
    turnaroundMinutesFrom: workingDays(where.turnaroundMinutesFrom),
    turnaroundMinutesTo: workingDays(where.turnaroundMinutesTo),
    waitingFor: where.waitingFor?.map((each) => texts.waitingFor[each]).join(', '),
    dueWithinWorkingDays: where.dueWithinWorkingDays?.toString(),
    accepted: period(where.accepted),
    rated: period(where.rated),
    states: where.states?.map((each) => facts[each]).join(', '),
    omits: where.omits?.map((each) => facts[each]).join(', '),
    handling: where.handling && texts.handlings[where.handling],
    channelCategory: where.channelCategory && texts.ways[where.channelCategory],
    visitsAtMost: where.visitsAtMost?.toString(),
    firstPass: flag(where.firstPass),
    satisfied: flag(where.satisfied),
    reviewFollowedUp: flag(where.reviewFollowedUp),
    outreachEvents: where.outreachEvents?.join(', '),
  };
  return (Object.keys(stated) as (keyof ApplicationSelection)[]).flatMap((field) =>
    stated[field] ? [`${selection[field]}: ${stated[field]}`] : [],
  );
}
