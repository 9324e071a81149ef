import sql, { type Sql } from 'sql-template-tag';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { checkPeriod } from '../bureau/period.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import { perRequest, type RequestContext } from '../identity/request-context.ts';
import { Refusal } from '../platform/refusal.ts';
import { isoWeekday, shiftDay } from '../working-time/calendar-day.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import {
  type CategoryDimension,
  type Dimension,
  type DimensionValue,
  TIME_DIMENSIONS,
  type TimeDimension,
} from './dimension.type.ts';

/** A series longer than this says nothing on a screen and costs too much: a day a bucket for two years. */
export const LARGEST_SERIES = 732;

export function isTimeDimension(dimension: Dimension): dimension is TimeDimension {
  return (TIME_DIMENSIONS as readonly string[]).includes(dimension);
}

/** One bucket of a series: its first day names it. */
export interface Bucket {
  readonly code: string;
  readonly from: CalendarDay;
  /** Cut at the end of the period. */
  readonly to: CalendarDay;
}

/** Every bucket of a period, oldest first, whether anything happened in it or not. @throws Refusal INVALID_PERIOD when too many. */
export function bucketsOf(period: PeriodInput, dimension: TimeDimension): Bucket[] {
  const { from, to } = checkPeriod(period);
  const buckets: Bucket[] = [];
  for (let day = from; day <= to; ) {
    const next = startOfNext(day, dimension);
    buckets.push({ code: bucketCode(day, dimension), from: day, to: next > to ? to : shiftDay(next, -1) });
    if (buckets.length > LARGEST_SERIES) {
      throw new Refusal(
        'INVALID_PERIOD',
        `A series has at most ${LARGEST_SERIES} buckets: choose a shorter period.`,
      );
    }
    day = next;
  }
  return buckets;
}

function bucketCode(day: CalendarDay, dimension: TimeDimension): string {
  switch (dimension) {
    case 'DAY':
      return day;
    case 'WEEK':
      return shiftDay(day, 1 - isoWeekday(day));
    case 'MONTH':
      return day.slice(0, 7);
  }
}

function startOfNext(day: CalendarDay, dimension: TimeDimension): CalendarDay {
  switch (dimension) {
    case 'DAY':
      return shiftDay(day, 1);
    case 'WEEK':
      return shiftDay(day, 8 - isoWeekday(day));
    case 'MONTH':
      return `${shiftDay(`${day.slice(0, 7)}-01`, 31).slice(0, 7)}-01`;
  }
}

/** The code of the bucket that a date column falls in, as `bucketsOf` writes it. */
export function bucketOf(column: Sql, dimension: TimeDimension): Sql {
  switch (dimension) {
    case 'DAY':
      return sql`to_char(${column}, 'YYYY-MM-DD')`;
    case 'WEEK':
      return sql`to_char(date_trunc('week', ${column}), 'YYYY-MM-DD')`;
    case 'MONTH':
      return sql`to_char(${column}, 'YYYY-MM')`;
  }
}

/** What applications are grouped by: an id of `application a`, or the kind of its point. */
export function categoryKey(dimension: CategoryDimension): Sql {
  switch (dimension) {
    case 'SERVICE_POINT':
      return sql`a.service_point_id::text`;
    case 'SERVICE_POINT_KIND':
      return sql`(select kind from service_point where id = a.service_point_id)`;
    case 'SERVICE_ITEM':
      return sql`a.service_item_id::text`;
    case 'DEPARTMENT':
      return sql`a.department_id::text`;
    case 'DOMAIN':
      return sql`a.domain_id::text`;
    case 'CHANNEL':
      return sql`a.channel_id::text`;
  }
}

const UNSTATED: DimensionValue = { code: null, nameZh: '未注明', nameEn: 'Not stated' };

const KIND_NAMES: readonly DimensionValue[] = [
  { code: 'TOWN_OR_STREET', nameZh: '镇(街道)', nameEn: 'Town or street' },
  { code: 'VILLAGE_OR_COMMUNITY', nameZh: '村(社区)', nameEn: 'Village or community' },
  { code: 'BUSINESS_BUILDING', nameZh: '商圈楼宇', nameEn: 'Business building' },
  { code: 'BANK', nameZh: '银行', nameEn: 'Bank' },
  { code: 'POST_OFFICE', nameZh: '邮政', nameEn: 'Post office' },
  { code: 'INDUSTRIAL_PARK', nameZh: '产业园区', nameEn: 'Industrial park' },
  { code: 'SERVICE_HALL', nameZh: '政务大厅', nameEn: 'Service hall' },
];

/** Names of the dimensions' values by the key that `categoryKey` gives. */
export interface DimensionNames {
  of(dimension: CategoryDimension, key: string | null): DimensionValue;
  all(dimension: CategoryDimension): readonly DimensionValue[];
}

interface NameRow extends DimensionValue {
  readonly dimension: CategoryDimension;
  readonly key: string;
}

const loaded = perRequest(() => new Map<number, Promise<DimensionNames>>());

/** One statement a request and bureau, however many reports ask. */
export function dimensionNames(context: RequestContext, scope: BureauScope): Promise<DimensionNames> {
  const byBureau = loaded(context);
  let names = byBureau.get(scope.id);
  if (!names) {
    names = load(context, scope);
    byBureau.set(scope.id, names);
  }
  return names;
}

/** The names of one dimension's values, by the key that `categoryKey` gives. */
export async function categoryKeyNames(
  context: RequestContext,
  scope: BureauScope,
  dimension: CategoryDimension,
): Promise<(key: string | null) => DimensionValue> {
  const names = await dimensionNames(context, scope);
  return (key) => names.of(dimension, key);
}

async function load(context: RequestContext, scope: BureauScope): Promise<DimensionNames> {
  const columns = sql`id::text as key, code, name_zh as "nameZh", name_en as "nameEn"`;
  const { rows } = await context.pool.query<NameRow>(sql`
    select 'SERVICE_POINT' as dimension, ${columns} from service_point where bureau_id = ${scope.id}
    union all select 'SERVICE_ITEM', ${columns} from service_item where bureau_id = ${scope.id}
    union all select 'DEPARTMENT', ${columns} from department where bureau_id = ${scope.id}
    union all select 'DOMAIN', ${columns} from domain where bureau_id = ${scope.id}
    union all select 'CHANNEL', ${columns} from channel where bureau_id = ${scope.id}
    order by dimension, code`);
  const named = [
    ...rows,
    ...KIND_NAMES.map((kind) => ({
      ...kind,
      dimension: 'SERVICE_POINT_KIND' as const,
      key: String(kind.code),
    })),
  ];
  const byKey = new Map(named.map((row) => [`${row.dimension} ${row.key}`, row]));
  const byDimension = Map.groupBy(named, (row) => row.dimension);
  return {
    of: (dimension, key) => (key === null ? UNSTATED : (byKey.get(`${dimension} ${key}`) ?? UNSTATED)),
    all: (dimension) => byDimension.get(dimension) ?? [],
  };
}
