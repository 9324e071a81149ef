import sql, { type Sql } from 'sql-template-tag';
import type { ReleaseFile } from './release-file.ts';

export const RELEASE_STATES = ['DRAFT', 'PUBLISHED', 'WITHDRAWN'] as const;
export type ReleaseState = (typeof RELEASE_STATES)[number];

/** What is to be said of a check, beside its code: `found` of whatever the check counts. */
export interface ReleaseCheck {
  readonly code: ReleaseCheckCode;
  readonly outcome: ReleaseCheckOutcome;
  readonly found: number;
}

export const RELEASE_CHECK_CODES = [
  'PARTS_ADD_UP',
  'FLOW_BALANCE',
  'CONTINUES_LAST_RELEASE',
  'FACTS_AFTER_PERIOD',
  'REFUSED_ROWS',
  'DISCLOSURE_AUDIT',
] as const;
export type ReleaseCheckCode = (typeof RELEASE_CHECK_CODES)[number];

/** WARNING: a person decides; FAILED: it cannot be published. */
export const RELEASE_CHECK_OUTCOMES = ['PASSED', 'WARNING', 'FAILED'] as const;
export type ReleaseCheckOutcome = (typeof RELEASE_CHECK_OUTCOMES)[number];

export interface ReleaseRow {
  readonly id: number;
  readonly month: string;
  readonly number: string;
  readonly state: ReleaseState;
  readonly corrects: string | null;
  /** Number of the published release that took its place; null: none did. */
  readonly correctedBy: string | null;
  readonly reasonZh: string | null;
  readonly reasonEn: string | null;
  readonly sha256: string;
  readonly checks: readonly ReleaseCheck[];
  readonly preparedAt: Date;
  readonly preparedBy: string;
  readonly preparedAccountId: number | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
}

const ROW = sql`r.id, to_char(r.month, 'YYYY-MM') as month, r.number, r.state, c.number as corrects, r.reason_zh as "reasonZh",
  r.reason_en as "reasonEn", r.sha256, r.checks, r.prepared_at as "preparedAt", r.prepared_by as "preparedBy",
  r.prepared_account_id as "preparedAccountId", r.decided_at as "decidedAt", r.decided_by as "decidedBy",
  (select n.number from release n where n.corrects_id = r.id and n.state = 'PUBLISHED') as "correctedBy"`;

/** Releases of a bureau, the newest month first, of a month the latest first; older than an id among them. */
export function releasesOf(
  bureauId: number,
  after: readonly [month: string, id: number] | null,
  limit: number,
): Sql {
  const older = after === null ? sql`true` : sql`(r.month, r.id) < (${`${after[0]}-01`}::date, ${after[1]})`;
  return sql`
    select ${ROW} from release r left join release c on c.id = r.corrects_id
    where r.bureau_id = ${bureauId} and ${older}
    order by r.month desc, r.id desc limit ${limit}`;
}

export function releaseById(bureauId: number, id: number): Sql {
  return sql`
    select ${ROW} from release r left join release c on c.id = r.corrects_id
    where r.bureau_id = ${bureauId} and r.id = ${id}`;
}

export function countReleases(bureauId: number): Sql {
  return sql`select count(*) as count from release where bureau_id = ${bureauId}`;
}

export interface PublishedRow {
  readonly id: number;
  readonly number: string;
  readonly month: string;
  readonly content: Buffer;
  readonly exact: Buffer;
  readonly isCorrected: boolean;
}

/** Everything that a bureau has published, oldest first, with what was withheld: what an attacker has, and does not have. */
export function publishedWithExact(bureauId: number): Sql {
  return sql`
    select r.id, r.number, to_char(r.month, 'YYYY-MM') as month, r.content, r.exact,
      exists (select from release n where n.corrects_id = r.id and n.state = 'PUBLISHED') as "isCorrected"
    from release r where r.bureau_id = ${bureauId} and r.state = 'PUBLISHED' order by r.decided_at, r.id`;
}

/** Of one release: what it says, and the same with nothing withheld. */
export function contentOf(bureauId: number, id: number): Sql {
  return sql`select content, exact from release where bureau_id = ${bureauId} and id = ${id}`;
}

export interface NewRelease {
  readonly month: string;
  readonly number: string;
  readonly correction: {
    readonly releaseId: number;
    readonly reasonZh: string;
    readonly reasonEn: string;
  } | null;
  readonly content: Buffer;
  readonly sha256: string;
  readonly exact: Buffer;
  readonly checks: readonly ReleaseCheck[];
  readonly preparedAt: Date;
  readonly preparedBy: string;
  readonly preparedAccountId: number | null;
}

export function insertDraft(bureauId: number, draft: NewRelease): Sql {
  const { correction } = draft;
  return sql`
    insert into release (bureau_id, month, number, state, corrects_id, reason_zh, reason_en, content, sha256, exact, checks,
      prepared_at, prepared_by, prepared_account_id)
    values (${bureauId}, ${`${draft.month}-01`}::date, ${draft.number}, 'DRAFT', ${correction?.releaseId ?? null},
      ${correction?.reasonZh ?? null}, ${correction?.reasonEn ?? null}, ${draft.content}, ${draft.sha256}, ${draft.exact},
      ${JSON.stringify(draft.checks)}::jsonb, ${draft.preparedAt}, ${draft.preparedBy}, ${draft.preparedAccountId})
    returning id`;
}

/** Ends a draft, or every draft of a month. */
export function decideDraft(
  bureauId: number,
  which: { readonly id: number } | { readonly month: string },
  state: 'PUBLISHED' | 'WITHDRAWN',
  by: { readonly at: Date; readonly actor: string },
): Sql {
  const one = 'id' in which ? sql`id = ${which.id}` : sql`month = ${`${which.month}-01`}::date`;
  return sql`
    update release set state = ${state}, decided_at = ${by.at}, decided_by = ${by.actor}
    where bureau_id = ${bureauId} and state = 'DRAFT' and ${one}`;
}

/** Copies a release to where everyone may read it. */
export function insertPublished(releaseId: number, bureauCode: string, publishedAt: Date): Sql {
  return sql`
    insert into published_release (release_id, bureau_id, bureau_code, month, number, corrects, content, sha256, published_at)
    select r.id, r.bureau_id, ${bureauCode}, r.month, r.number, c.number, r.content, r.sha256, ${publishedAt}
    from release r left join release c on c.id = r.corrects_id where r.id = ${releaseId}`;
}

export function insertFiles(releaseId: number, files: readonly ReleaseFile[]): Sql {
  const column = <Value>(of: (file: ReleaseFile) => Value) => files.map(of);
  return sql`
    insert into release_file (release_id, path, content_type, bytes)
    select ${releaseId}, * from unnest(${column(({ path }) => path)}::text[], ${column(({ contentType }) => contentType)}::text[],
      ${column(({ bytes }) => Buffer.from(bytes))}::bytea[])`;
}

/** Rows that the runs since a day refused. */
export function refusedSince(bureauId: number, from: Date): Sql {
  return sql`
    select coalesce(sum(rows_refused), 0) as refused from import_run
    where bureau_id = ${bureauId} and status = 'SUCCEEDED' and not dry_run and finished_at >= ${from}`;
}

export interface PublicReleaseRow {
  readonly bureauCode: string;
  readonly number: string;
  readonly month: string;
  readonly corrects: string | null;
  readonly correctedBy: string | null;
  readonly sha256: string;
  readonly publishedAt: Date;
  readonly content: Buffer;
}

const PUBLIC_ROW = sql`p.bureau_code as "bureauCode", p.number, to_char(p.month, 'YYYY-MM') as month, p.corrects, p.sha256,
  p.published_at as "publishedAt", p.content,
  (select n.number from published_release n where n.bureau_id = p.bureau_id and n.corrects = p.number) as "correctedBy"`;

/** What a bureau has published, the newest month first, its corrections before what they correct. */
export function publishedReleases(bureauCode: string): Sql {
  return sql`
    select ${PUBLIC_ROW} from published_release p where p.bureau_code = ${bureauCode} order by p.month desc, p.release_id desc`;
}

export function publishedRelease(bureauCode: string, number: string): Sql {
  return sql`select ${PUBLIC_ROW} from published_release p where p.bureau_code = ${bureauCode} and p.number = ${number}`;
}

/** A row where a bureau has applications, and no release of a month in any state. */
export function awaitsRelease(bureauId: number, month: string): Sql {
  return sql`
    select from bureau b where b.id = ${bureauId} and exists (select from application a where a.bureau_id = b.id)
      and not exists (select from release r where r.bureau_id = b.id and r.month = ${`${month}-01`}::date)`;
}

export function setReleaseDay(bureauId: number, day: number | null): Sql {
  return sql`update bureau set release_day = ${day} where id = ${bureauId}`;
}
