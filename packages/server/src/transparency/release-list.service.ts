import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import {
  contentOf,
  countReleases,
  type PublicReleaseRow,
  type PublishedRow,
  publishedRelease,
  publishedReleases,
  type ReleaseRow,
  releaseById,
  releasesOf,
} from './release.sql.ts';
import {
  PublishedRelease,
  Release,
  type ReleaseComparison,
  ReleaseFigureChange,
  type ReleaseSuppression,
} from './release.type.ts';
import { changesBetween } from './release-changes.ts';
import type { ReleaseContent } from './release-content.ts';
import { readContent } from './release-draft.ts';
import { figuresOf } from './release-figures.ts';

export async function listReleases(
  context: RequestContext,
  scope: BureauScope,
  page: { readonly first: number; readonly after: string | null },
): Promise<Connection<Release>> {
  const first = checkPageSize(page.first);
  const [month, id] = page.after === null ? [] : decodeCursor(page.after, 2);
  const after = month === undefined ? null : ([String(month), Number(id)] as const);
  const { rows } = await context.pool.query<ReleaseRow>(releasesOf(scope.id, after, first + 1));
  return pageOf(
    rows,
    first,
    (row) => new Release(row, scope),
    (row) => [row.month, row.id],
    async () => {
      const counted = await context.pool.query<{ count: number }>(countReleases(scope.id));
      return counted.rows[0]?.count ?? 0;
    },
  );
}

export async function findRelease(
  { pool }: RequestContext,
  scope: BureauScope,
  id: number,
): Promise<Release | null> {
  const { rows } = await pool.query<ReleaseRow>(releaseById(scope.id, id));
  return rows[0] ? new Release(rows[0], scope) : null;
}

export async function suppressionOf(context: RequestContext, release: Release): Promise<ReleaseSuppression> {
  const content = await contentOfRelease(context, release);
  const { primary, complementary, heldAgainst } = content.disclosure;
  return {
    primary,
    complementary,
    heldAgainst,
    figures: figuresOf(content).flatMap(({ name, count }) => (count === 'SUPPRESSED' ? [name] : [])),
  };
}

/** Against the release that it corrects, or else the last one published before it. */
export async function compareRelease(context: RequestContext, release: Release): Promise<ReleaseComparison> {
  const content = await contentOfRelease(context, release);
  const since = content.correction?.corrects ?? content.disclosure.heldAgainst.at(-1) ?? null;
  const before =
    since === null ? null : await findPublishedRelease(context, release.scope.bureau.code, since);
  return {
    since: before?.number ?? null,
    changes: before
      ? changesBetween(readContent(Buffer.from(before.content)), content).map(
          (change) => new ReleaseFigureChange(change),
        )
      : [],
  };
}

async function contentOfRelease({ pool }: RequestContext, { row, scope }: Release): Promise<ReleaseContent> {
  const { rows } = await pool.query<Pick<PublishedRow, 'content'>>(contentOf(scope.id, row.id));
  if (!rows[0]) {
    throw new Error('A release has its content.');
  }
  return readContent(rows[0].content);
}

export async function listPublishedReleases(
  { pool }: RequestContext,
  bureauCode: string,
): Promise<PublishedRelease[]> {
  const { rows } = await pool.query<PublicReleaseRow>(publishedReleases(bureauCode));
  return rows.map((row) => new PublishedRelease(row));
}

/** null: none is published under that number; of a draft alike. */
export async function findPublishedRelease(
  { pool }: RequestContext,
  bureauCode: string,
  number: string,
): Promise<PublishedRelease | null> {
  const { rows } = await pool.query<PublicReleaseRow>(publishedRelease(bureauCode, number));
  return rows[0] ? new PublishedRelease(rows[0]) : null;
}
