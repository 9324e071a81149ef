import type pg from 'pg';
import type { ReleaseFile } from '../release-file.ts';
import {
  PUBLISHED_LIST,
  type PublishedFileRow,
  type PublishedListRow,
  publishedFiles,
} from './published-site.sql.ts';
import { type SiteBureau, successorOf } from './site.ts';
import { withNotice } from './superseded-notice.tsx';

/** Every bureau that has published anything, by code. */
export async function readSite(pool: Pick<pg.Pool, 'query'>): Promise<SiteBureau[]> {
  const { rows } = await pool.query<PublishedListRow>(PUBLISHED_LIST);
  return [...Map.groupBy(rows, ({ code }) => code)].map(([code, releases]) => ({
    code,
    nameZh: releases[0]?.nameZh ?? code,
    nameEn: releases[0]?.nameEn ?? code,
    releases: releases.map(({ id, number, month, corrects, sha256, publishedAt }) => ({
      id,
      number,
      month,
      corrects,
      sha256,
      publishedAt: publishedAt.toISOString(),
    })),
  }));
}

/** The files of a release by path, as they stand at their address now; null: the bureau has published none of that number. */
export async function readReleaseFiles(
  pool: Pick<pg.Pool, 'query'>,
  { releases }: SiteBureau,
  number: string,
): Promise<ReleaseFile[] | null> {
  const release = releases.find((each) => each.number === number);
  if (!release) {
    return null;
  }
  const { rows } = await pool.query<PublishedFileRow>(publishedFiles(release.id));
  const successor = successorOf(releases, number);
  return successor === null ? rows : rows.map((file) => withNotice(file, successor.number));
}
