import { categoryKeyNames } from '../applications/dimension.ts';
import { groupKey } from '../applications/grouping.ts';
import { inScope } from '../applications/selection.sql.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { freshnessOf } from '../bureau/freshness.ts';
import { describePeriod } from '../bureau/period.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { additiveMeasure } from '../performance/additive-measure.ts';
import { type PartsRow, partsByKey } from '../performance/performance.sql.ts';
import { Refusal } from '../platform/refusal.ts';
import { ON_TIME } from '../turnaround/turnaround.definitions.ts';
import { shiftDay } from '../working-time/calendar-day.ts';
import type { Briefing, BriefingComment, CommentWritten } from './briefing.type.ts';
import { rankPoints } from './rank-points.ts';

/** What the first of two printed pages has room for. */
const LONGEST_COMMENT = 600;
/** A primary key that is there already. */
const UNIQUE_VIOLATION = '23505';

/** @throws Refusal INVALID_PERIOD for what is not a month, or one that has not begun */
export async function briefMonth(
  context: RequestContext,
  bureau: BureauScope,
  month: string,
): Promise<Briefing> {
  const period = daysOfMonth(bureau, month);
  const measure = additiveMeasure(ON_TIME.id);
  if (measure === null) {
    throw new Error('On time is an additive measure.');
  }
  const [{ rows }, names, comment, freshness] = await Promise.all([
    context.pool.query<PartsRow>(
      partsByKey(measure, inScope(bureau, null), period, groupKey('SERVICE_POINT', measure.attributedOn)),
    ),
    categoryKeyNames(context, bureau, 'SERVICE_POINT'),
    findComment(context, bureau, month),
    freshnessOf(context, bureau),
  ]);
  const judged = rows
    .filter((row) => !row.is_total && row.key !== null)
    .map((row) => ({ key: row.key, inTime: row.numerator, judged: row.denominator ?? 0 }));
  return {
    month,
    period: describePeriod(period, bureau.calendar),
    freshness,
    comment,
    servicePoints: rankPoints(judged).map((point) => ({ ...point, key: names(point.key) })),
  };
}

function daysOfMonth({ today }: BureauScope, month: string): PeriodInput {
  const from = `${month}-01`;
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month) || from > today) {
    throw new Refusal('INVALID_PERIOD', `${JSON.stringify(month)} is not a month that has begun (YYYY-MM).`);
  }
  const last = shiftDay(`${shiftDay(from, 31).slice(0, 7)}-01`, -1);
  return { from, to: last < today ? last : today };
}

async function findComment(
  { pool }: RequestContext,
  { id }: BureauScope,
  month: string,
): Promise<BriefingComment | null> {
  const { rows } = await pool.query<BriefingComment>(
    `select version, text, written_at as "writtenAt" from briefing_comment
     where bureau_id = $1 and month = $2 order by version desc limit 1`,
    [id, `${month}-01`],
  );
  return rows[0] ?? null;
}

/** Keeps a comment as the version after the one it was written over. @throws Refusal INVALID_PERIOD as above */
export async function writeComment(
  context: RequestContext,
  bureau: BureauScope,
  { month, text, over }: { readonly month: string; readonly text: string; readonly over: number },
): Promise<CommentWritten> {
  daysOfMonth(bureau, month);
  const written = text.trim();
  if ([...written].length > LONGEST_COMMENT) {
    return { comment: await findComment(context, bureau, month), problem: 'TOO_LONG' };
  }
  const latest = await findComment(context, bureau, month);
  if ((latest?.version ?? 0) !== over) {
    return { comment: latest, problem: 'CONFLICT' };
  }
  try {
    await context.pool.query(
      'insert into briefing_comment (bureau_id, month, version, text, actor, written_at) values ($1, $2, $3, $4, $5, $6)',
      [bureau.id, `${month}-01`, over + 1, written, context.principal.actor, context.clock()],
    );
  } catch (error) {
    if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) {
      throw error;
    }
    return { comment: await findComment(context, bureau, month), problem: 'CONFLICT' };
  }
  return { comment: await findComment(context, bureau, month), problem: null };
}
