import sql, { type Sql } from 'sql-template-tag';

/** Another value whenever something was published: rows are only ever added. */
export const PUBLISHED_STATE: Sql = sql`select count(*)::int as count, coalesce(max(release_id), 0)::int as newest from published_release`;

export interface PublishedListRow {
  readonly id: number;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly number: string;
  readonly month: string;
  readonly corrects: string | null;
  readonly sha256: string;
  readonly publishedAt: Date;
}

/** Of every bureau by code, newest month first, of a month the latest first; a bureau is called as its release calls it. */
export const PUBLISHED_LIST: Sql = sql`
  select p.release_id::int as id, p.bureau_code as code, c.bureau ->> 'nameZh' as "nameZh", c.bureau ->> 'nameEn' as "nameEn", p.number,
    to_char(p.month, 'YYYY-MM') as month, p.corrects, p.sha256, p.published_at as "publishedAt"
  from published_release p, lateral (select convert_from(p.content, 'UTF8')::jsonb -> 'bureau' as bureau) c
  order by p.bureau_code collate "C", p.month desc, p.release_id desc`;

export interface PublishedFileRow {
  readonly path: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** By path. */
export function publishedFiles(releaseId: number): Sql {
  return sql`
    select path, content_type as "contentType", bytes from release_file
    where release_id = ${releaseId} order by path collate "C"`;
}
