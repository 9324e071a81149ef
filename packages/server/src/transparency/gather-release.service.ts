import type { BureauScope } from '../bureau/bureau-scope.ts';
import { describePeriod } from '../bureau/period.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import { reportCaseload } from '../caseload/caseload.service.ts';
import type { CaseloadFigures } from '../caseload/caseload.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import type { Rate } from '../measure/statistics.type.ts';
import { OutreachEventEntity } from '../outreach/outreach-event.entity.ts';
import { reportOutreach } from '../outreach/outreach-report.service.ts';
import { reportPerformance } from '../performance/performance.service.ts';
import type { PerformanceFigures } from '../performance/performance.type.ts';
import { Refusal } from '../platform/refusal.ts';
import { reportTurnaround } from '../turnaround/turnaround.service.ts';
import { shiftDay } from '../working-time/calendar-day.ts';
import { gatherCircle } from './gather-circle.service.ts';
import { gatherPoints } from './gather-points.service.ts';
import { comingReleases } from './release-calendar.ts';
import {
  CC_BY_4,
  RELEASE_RATES,
  type ReleaseCaseload,
  type ReleaseContent,
  type ReleaseGroup,
  type ReleaseMonth,
  type ReleaseOutreach,
  type ReleaseRate,
  type ReleaseTurnaround,
} from './release-content.ts';
import {
  type CubeRow,
  decidedTenths,
  lastChangingRun,
  receivedCube,
  type TenthsKey,
  type TenthsRow,
} from './release-facts.sql.ts';
import { isEndedMonth, monthAfter, monthBefore } from './release-figures.ts';
import { releaseVolume, UNSTATED } from './release-volume.ts';
import { MEDIAN, P90, type TenthsDistribution, tenthsWithin, totalOf } from './released-time.ts';

const SERIES_MONTHS = 36;

/** A release as the facts have it: nothing is withheld yet, and it corrects nothing. */
export type ExactRelease = Omit<ReleaseContent, 'number' | 'correction' | 'disclosure'>;

const WHOLE: ReleaseGroup = { by: 'WHOLE' };
type GroupedFigures<Figures> = ReadonlyMap<string, Figures>;

/**
 * Everything that a release of a month says, exact, as the bureau's facts have it now.
 * @param corrected a release of the same month; whatever it tells of is told of again
 * @throws Refusal INVALID_PERIOD for what is not a month, or one that has not ended
 */
export async function gatherRelease(
  context: RequestContext,
  bureau: BureauScope,
  month: string,
  corrected: ReleaseContent | null = null,
): Promise<ExactRelease> {
  const period = wholeMonth(bureau, month);
  const byPoint = { scope: null, period, groupBy: 'SERVICE_POINT' } as const;
  const { pool } = context;
  const [
    caseload,
    turnaround,
    performance,
    points,
    circle,
    outreach,
    cube,
    inAll,
    byItemKind,
    byPoints,
    version,
  ] = await Promise.all([
    reportCaseload(context, bureau, byPoint),
    reportTurnaround(context, bureau, byPoint),
    reportPerformance(context, bureau, byPoint),
    gatherPoints(context, bureau, period.to),
    gatherCircle(context, bureau, period.to),
    gatherOutreach(context, bureau, period),
    pool.query<CubeRow>(receivedCube(bureau, period)),
    tenthsOf(context, bureau, period, 'WHOLE'),
    tenthsOf(context, bureau, period, 'ITEM_KIND'),
    tenthsOf(context, bureau, period, 'POINT'),
    pool.query<{ importRun: number; at: Date }>(lastChangingRun(bureau)),
  ]);
  const caseloads = byCode(caseload.groups);
  const onTimes = byCode(turnaround.groups);
  const qualities = byCode(performance.groups);
  const before = new Set(
    corrected?.caseload.flatMap(({ group }) => (group.by === 'POINT' ? [group.key] : [])),
  );
  const isToldOf = (code: string) =>
    caseloads.has(code) || onTimes.has(code) || qualities.has(code) || before.has(code);
  const told = points.filter(
    ({ code, status }) => isToldOf(code) || (status !== null && status !== 'CLOSED'),
  );
  const groups: ReleaseGroup[] = [
    ...told
      .filter(({ code, status }) => isToldOf(code) || status !== 'PREPARING')
      .map(({ code }): ReleaseGroup => ({ by: 'POINT', key: code })),
    ...(isToldOf(UNSTATED) ? [{ by: 'POINT', key: UNSTATED } as const] : []),
  ];
  const codes = groups.flatMap((group) => (group.by === 'POINT' ? [group.key] : []));
  const kinds = new Map(points.map(({ code, kind }) => [code, kind]));
  const volume = releaseVolume(cube.rows, codes, (code) => kinds.get(code) ?? null, corrected?.volume);
  const [run] = version.rows;
  const { code, nameZh, nameEn, timeZone, noticeZh, noticeEn } = bureau.bureau;
  return {
    formatVersion: 1,
    bureau: { code, nameZh, nameEn, timeZone },
    period: describePeriod(period, bureau.calendar),
    generatedAt: bureau.now.toISOString(),
    dataVersion: run ? { importRun: run.importRun, at: run.at.toISOString() } : null,
    notice: noticeZh && noticeEn ? { zh: noticeZh, en: noticeEn } : null,
    licence: CC_BY_4,
    standardDayMinutes: bureau.calendar.standardDayMinutes,
    volume,
    turnaround: [
      turnaroundOf(WHOLE, inAll(UNSTATED)),
      ...volume.byItemKind.map(({ key }) => turnaroundOf({ by: 'ITEM_KIND', key }, byItemKind(key))),
      ...codes.map((key) => turnaroundOf({ by: 'POINT', key }, byPoints(key))),
    ],
    rates: RELEASE_RATES.flatMap((measure) => [
      rateFrom(measure, WHOLE, turnaround.total.promisedOnTime, performance.total),
      ...codes.map((key) =>
        rateFrom(
          measure,
          { by: 'POINT', key },
          onTimes.get(key)?.promisedOnTime ?? null,
          qualities.get(key) ?? null,
        ),
      ),
    ]),
    caseload: [
      caseloadOf(WHOLE, caseload.total),
      ...codes.map((key) => caseloadOf({ by: 'POINT', key }, caseloads.get(key) ?? null)),
    ],
    series: await gatherSeries(context, bureau, month),
    circle,
    points: told,
    outreach,
    calendar: comingReleases(month, bureau.bureau.releaseDay ?? null, bureau.calendar),
  };
}

/** @throws Refusal INVALID_PERIOD */
function wholeMonth({ today }: BureauScope, month: string): PeriodInput {
  if (!isEndedMonth(month, today)) {
    throw new Refusal('INVALID_PERIOD', `${JSON.stringify(month)} is not a month that has ended (YYYY-MM).`);
  }
  return { from: `${month}-01`, to: lastDay(month) };
}

const lastDay = (month: string): string => shiftDay(`${monthAfter(month)}-01`, -1);

function byCode<Figures>(
  groups: readonly { readonly key: { readonly code: string | null }; readonly figures: Figures }[],
): GroupedFigures<Figures> {
  return new Map(groups.map(({ key, figures }) => [key.code ?? UNSTATED, figures]));
}

/** The distributions of a period, by a key. */
async function tenthsOf(
  { pool }: RequestContext,
  bureau: BureauScope,
  period: PeriodInput,
  by: TenthsKey,
): Promise<(key: string) => TenthsDistribution> {
  const { rows } = await pool.query<TenthsRow>(decidedTenths(bureau, period, by));
  const byKey = Map.groupBy(rows, ({ key }) => key);
  return (key) => (byKey.get(key) ?? []).map(({ tenths, count }) => ({ tenths, count }));
}

function turnaroundOf(group: ReleaseGroup, distribution: TenthsDistribution): ReleaseTurnaround {
  return {
    group,
    n: totalOf(distribution),
    distribution: distribution.length === 0 ? null : distribution,
    medianTenths: tenthsWithin(distribution, MEDIAN),
    p90Tenths: tenthsWithin(distribution, P90),
  };
}

const QUALITY_FIELDS = {
  ZERO_ERRAND: 'zeroErrand',
  AT_MOST_ONCE: 'atMostOnce',
  FIRST_PASS: 'firstPass',
  INSTANT_SHARE: 'instantShare',
  ONLINE_SHARE: 'onlineShare',
  ASSISTED_SHARE: 'assistedShare',
  SATISFACTION: 'satisfaction',
} as const satisfies Partial<Record<ReleaseRate['measure'], keyof PerformanceFigures>>;

function rateFrom(
  measure: ReleaseRate['measure'],
  group: ReleaseGroup,
  onTime: Rate | null,
  quality: PerformanceFigures | null,
): ReleaseRate {
  const rate = measure === 'ON_TIME' ? onTime : quality?.[QUALITY_FIELDS[measure]];
  return { measure, group, numerator: rate?.numerator ?? 0, denominator: rate?.denominator ?? 0 };
}

function caseloadOf(group: ReleaseGroup, figures: CaseloadFigures | null): ReleaseCaseload {
  const { backlogAtStart = 0, received = 0, closed = 0, backlog = 0, overdue = 0 } = figures ?? {};
  return { group, backlogAtStart, received, closed, backlog, overdue };
}

/** Months up to one, from the first in which anything was on hand. */
async function gatherSeries(
  context: RequestContext,
  bureau: BureauScope,
  month: string,
): Promise<ReleaseMonth[]> {
  let first = month;
  for (let back = 1; back < SERIES_MONTHS; back += 1) {
    first = monthBefore(first);
  }
  const byMonth = {
    scope: null,
    period: { from: `${first}-01`, to: lastDay(month) },
    groupBy: 'MONTH',
  } as const;
  const [caseload, turnaround, tenths] = await Promise.all([
    reportCaseload(context, bureau, byMonth),
    reportTurnaround(context, bureau, byMonth),
    tenthsOf(context, bureau, byMonth.period, 'MONTH'),
  ]);
  const onTimes = byCode(turnaround.groups);
  const months = [...byCode(caseload.groups)].map(([of, { received, closed, backlog }]): ReleaseMonth => {
    const distribution = tenths(of);
    const { numerator = 0, denominator = 0 } = onTimes.get(of)?.promisedOnTime ?? {};
    return {
      month: of,
      received,
      closed,
      backlog,
      decided: totalOf(distribution),
      medianTenths: tenthsWithin(distribution, MEDIAN),
      p90Tenths: tenthsWithin(distribution, P90),
      onTime: { numerator, denominator },
    };
  });
  const begins = months.findIndex(
    ({ received, closed, backlog, month: of }) => of === month || received || closed || backlog,
  );
  return months.slice(begins);
}

async function gatherOutreach(
  context: RequestContext,
  bureau: BureauScope,
  period: PeriodInput,
): Promise<ReleaseOutreach> {
  const [report, events] = await Promise.all([
    reportOutreach(context, bureau, period),
    context.em.find(
      OutreachEventEntity,
      { bureauId: bureau.id, heldOn: { $gte: period.from, $lte: period.to } },
      { orderBy: { heldOn: 'asc', code: 'asc' } },
    ),
  ]);
  return {
    events: report.events,
    buildingDays: report.buildingDays,
    enterprises: report.enterprises.sum,
    enterprisesIsMinimum: report.enterprises.isMinimum,
    consultations: report.consultations.sum,
    list: events.map((event) => ({
      on: event.heldOn,
      placeZh: event.place ?? event.nameZh,
      placeEn: event.place ?? event.nameEn,
      isBuildingDay: event.isBuildingDay,
      enterprises: event.enterprisesServed ?? null,
      minutes: event.durationMinutes ?? null,
    })),
  };
}
