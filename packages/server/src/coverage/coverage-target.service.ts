import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import { Refusal } from '../platform/refusal.ts';
import { DEFAULT_THRESHOLD_MINUTES } from './coverage.type.ts';
import { alignedTimes } from './coverage-answer.ts';
import { loadCoverageFacts } from './coverage-facts.service.ts';
import { pointName } from './coverage-places.service.ts';
import { seriesOf } from './coverage-progress.service.ts';
import { readQuestion } from './coverage-question.ts';
import { CoverageTargetEntity, type CoverageTargetRow } from './coverage-target.entity.ts';
import type { CoverageTarget, CoverageTargetStanding } from './coverage-target.type.ts';
import { targetStanding } from './coverage-target-standing.ts';

/** How every target in force stands today, by day due: over all places and all points, whatever anyone filters by. */
export async function targetStandings(
  context: RequestContext,
  scope: BureauScope,
): Promise<CoverageTargetStanding[]> {
  const rows = await context.em.find(
    CoverageTargetEntity,
    { bureauId: scope.id, supersededAt: null },
    { orderBy: { dueOn: 'asc', id: 'asc' } },
  );
  if (rows.length === 0) {
    return [];
  }
  const facts = await loadCoverageFacts(context, scope);
  return Promise.all(
    rows.map(async (row) => {
      const mode = row.mode ?? 'WALK';
      // A point inside is inside at every threshold.
      const thresholdMinutes = row.thresholdMinutes ?? DEFAULT_THRESHOLD_MINUTES;
      const question = readQuestion({ mode, thresholdMinutes }, facts, scope.today);
      const aligned = await alignedTimes(context, scope, facts, mode);
      const progress = await seriesOf(context, scope, { facts, question, aligned });
      const { status, now, onDueDay, closing } = targetStanding(progress, row, scope.today);
      return {
        target: toTarget(row),
        status,
        now,
        onDueDay,
        remaining: closing.remaining,
        reachedOnAtPace: closing.onAtPace,
        reachedOnAsPlanned: closing.onAsPlanned,
        openingsNeeded: closing.openings.flatMap(({ point }) => pointName({ facts }, point) ?? []),
        remainingAsPlanned: closing.remainingAsPlanned,
      };
    }),
  );
}

/** Every target ever set, newest first. */
export async function coverageTargetHistory(
  context: RequestContext,
  scope: BureauScope,
  page: { first: number; after: string | null },
): Promise<Connection<CoverageTarget>> {
  const first = checkPageSize(page.first);
  const [after] = page.after === null ? [] : decodeCursor(page.after, 1);
  if (after !== undefined && typeof after !== 'number') {
    throw new Refusal('INVALID_CURSOR');
  }
  const where = { bureauId: scope.id };
  const rows = await context.em.find(
    CoverageTargetEntity,
    after === undefined ? where : { ...where, id: { $lt: after } },
    { orderBy: { id: 'desc' }, limit: first + 1 },
  );
  return pageOf(
    rows,
    first,
    toTarget,
    (row) => [row.id],
    () => context.em.count(CoverageTargetEntity, where),
  );
}

export async function findCoverageTarget(
  context: RequestContext,
  scope: BureauScope,
  id: number,
): Promise<CoverageTarget | null> {
  const row = await context.em.findOne(CoverageTargetEntity, { bureauId: scope.id, id });
  return row && toTarget(row);
}

function toTarget(row: CoverageTargetRow): CoverageTarget {
  return {
    id: String(row.id),
    subject: row.subject,
    mode: row.mode ?? null,
    thresholdMinutes: row.thresholdMinutes ?? null,
    value: row.value,
    dueOn: row.dueOn,
    isSynthetic: row.provenance === 'SYNTHETIC',
    setAt: row.setAt,
    setBy: row.setBy,
    supersededAt: row.supersededAt ?? null,
    supersededBy: row.supersededBy ?? null,
  };
}
