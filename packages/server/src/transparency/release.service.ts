import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Refusal } from '../platform/refusal.ts';
import { inTransaction } from '../platform/transaction.ts';
import { loadProgrammes } from './disclosure/linear-programme.ts';
import { gatherRelease } from './gather-release.service.ts';
import {
  contentOf,
  decideDraft,
  insertDraft,
  insertFiles,
  insertPublished,
  type PublishedRow,
  publishedWithExact,
  type ReleaseRow,
  refusedSince,
  releaseById,
} from './release.sql.ts';
import { type DraftReason, draftRelease, readContent, readPublished } from './release-draft.ts';
import { isEndedMonth, monthAfter, monthOf } from './release-figures.ts';
import { writeRelease } from './write-release.ts';

export const RELEASE_REFUSALS = [
  'MONTH_NOT_ENDED',
  'ALREADY_PUBLISHED',
  'NOTHING_TO_CORRECT',
  'REASON_MISSING',
  'NO_SUCH_RELEASE',
  'NOT_A_DRAFT',
  'PREPARED_BY_YOU',
  'CHECK_FAILED',
  'PUBLISHED_MEANWHILE',
] as const;
export type ReleaseRefusalCode = (typeof RELEASE_REFUSALS)[number];

export type ReleaseOutcome = { readonly id: number } | { readonly code: ReleaseRefusalCode };

/** Who prepares, publishes or withdraws. */
export interface ReleaseActor {
  readonly actor: string;
  readonly accountId: number | null;
}

/** Releases of a bureau are decided one at a time: what one is held against must not grow meanwhile. */
const RELEASE_LOCK = 20_211_210;
const LONGEST_REASON = 500;

/**
 * Prepares a draft of a month, in the place of one that there was: drawn, protected, attacked, checked, and kept as it would be published.
 * @param correction why a month that was released is released again; null: it was not
 */
export async function prepareRelease(
  context: RequestContext,
  bureau: BureauScope,
  month: string,
  correction: DraftReason | null,
  by: ReleaseActor,
): Promise<ReleaseOutcome> {
  requireWholeBureau(context);
  if (correction !== null && !(isReason(correction.reasonZh) && isReason(correction.reasonEn))) {
    return { code: 'REASON_MISSING' };
  }
  if (!isEndedMonth(month, bureau.today)) {
    return { code: 'MONTH_NOT_ENDED' };
  }
  const published = readPublished(
    (await context.pool.query<PublishedRow>(publishedWithExact(bureau.id))).rows,
  );
  const corrected =
    published.find(({ exact, isCorrected }) => monthOf(exact) === month && !isCorrected) ?? null;
  if ((corrected !== null) !== (correction !== null)) {
    return { code: corrected ? 'ALREADY_PUBLISHED' : 'NOTHING_TO_CORRECT' };
  }
  const drawn = await gatherRelease(context, bureau, month, corrected?.exact);
  const { rows } = await context.pool.query<{ refused: number }>(
    refusedSince(bureau.id, bureau.calendar.startOfDay(drawn.period.from)),
  );
  const draft = await draftRelease(
    drawn,
    published,
    correction,
    {
      isLoadedAfterPeriod:
        drawn.dataVersion !== null &&
        new Date(drawn.dataVersion.at) >= bureau.calendar.startOfDay(`${monthAfter(month)}-01`),
      refusedRows: rows[0]?.refused ?? 0,
    },
    await loadProgrammes(),
  );
  const at = context.clock();
  return inTransaction(context.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1, $2)', [RELEASE_LOCK, bureau.id]);
    await client.query(decideDraft(bureau.id, { month }, 'WITHDRAWN', { at, actor: by.actor }));
    const inserted = await client.query<{ id: number }>(
      insertDraft(bureau.id, {
        ...draft,
        month,
        preparedAt: at,
        preparedBy: by.actor,
        preparedAccountId: by.accountId,
      }),
    );
    return { id: inserted.rows[0]?.id ?? 0 };
  });
}

const isReason = (text: string) => text.trim().length > 0 && text.length <= LONGEST_REASON;

/**
 * Publishes a draft for ever: by someone who did not prepare it, with every check passed or warned of, and only as long as nothing else was
 * published since it was held against what there was.
 */
export async function publishRelease(
  context: RequestContext,
  bureau: BureauScope,
  id: number,
  by: ReleaseActor,
): Promise<ReleaseOutcome> {
  requireWholeBureau(context);
  return inTransaction(context.pool, async (client): Promise<ReleaseOutcome> => {
    await client.query('select pg_advisory_xact_lock($1, $2)', [RELEASE_LOCK, bureau.id]);
    const { rows } = await client.query<ReleaseRow>(releaseById(bureau.id, id));
    const [draft] = rows;
    const refused = draft === undefined ? 'NO_SUCH_RELEASE' : whyNotPublish(draft, by);
    if (refused !== null) {
      return { code: refused };
    }
    const { rows: kept } = await client.query<Pick<PublishedRow, 'content'>>(contentOf(bureau.id, id));
    const content = kept[0] && readContent(kept[0].content);
    const { rows: published } = await client.query<PublishedRow>(publishedWithExact(bureau.id));
    if (!content || content.disclosure.heldAgainst.length !== published.length) {
      return { code: 'PUBLISHED_MEANWHILE' };
    }
    const at = context.clock();
    await client.query(decideDraft(bureau.id, { id }, 'PUBLISHED', { at, actor: by.actor }));
    await client.query(insertPublished(id, bureau.bureau.code, at));
    // Written once: no later version of this program changes a byte of it.
    await client.query(insertFiles(id, writeRelease(content)));
    return { id };
  });
}

/** Why someone may not publish a release; null: they may. */
export function whyNotPublish(release: ReleaseRow, by: ReleaseActor): ReleaseRefusalCode | null {
  const isSamePerson =
    release.preparedAccountId === null || by.accountId === null
      ? release.preparedBy === by.actor
      : release.preparedAccountId === by.accountId;
  if (release.state !== 'DRAFT') {
    return 'NOT_A_DRAFT';
  }
  if (isSamePerson) {
    return 'PREPARED_BY_YOU';
  }
  return release.checks.some(({ outcome }) => outcome === 'FAILED') ? 'CHECK_FAILED' : null;
}

/** Ends a draft without publishing it; it stays on record. */
export async function withdrawRelease(
  context: RequestContext,
  bureau: BureauScope,
  id: number,
  by: ReleaseActor,
): Promise<ReleaseOutcome> {
  requireWholeBureau(context);
  const { rows } = await context.pool.query<ReleaseRow>(releaseById(bureau.id, id));
  if (rows.length === 0) {
    return { code: 'NO_SUCH_RELEASE' };
  }
  const { rowCount } = await context.pool.query(
    decideDraft(bureau.id, { id }, 'WITHDRAWN', { at: context.clock(), actor: by.actor }),
  );
  return rowCount === 1 ? { id } : { code: 'NOT_A_DRAFT' };
}

/** Who sees the applications of some service points alone would publish those for the whole. @throws Refusal FORBIDDEN */
function requireWholeBureau({ principal }: RequestContext): void {
  if (principal.servicePointIds !== null) {
    throw new Refusal('FORBIDDEN');
  }
}
