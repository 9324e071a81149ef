import { createHash } from 'node:crypto';
import type { ApplyContext } from './apply-applications.ts';
import { type Difference, differencesBetween, type StatedFields } from './import-change.ts';
import type { MappedRow } from './map-rows.ts';
import type { CellValue } from './parse-cell.ts';

// A record of reference data, upserted by its code: what service points, service items and outreach events have in common.

export type Values = ReadonlyMap<string, CellValue>;
/** The rows of one code. */
export type SameCode = readonly [code: string, rows: readonly MappedRow[]];
export type Outcome = 'added' | 'changed' | 'unchanged';

/** What became of one record, and in what it differs from what was there. */
export interface AppliedRecord {
  readonly outcome: Outcome;
  readonly differences: readonly Difference[];
}

export function valuesOf([row]: readonly MappedRow[]): Values {
  return row?.values ?? new Map();
}

export function text(values: Values, field: string): string | null {
  const value = values.get(field);
  return value === undefined ? null : String(value);
}

export async function upsert(
  { client, bureauId, runId }: ApplyContext,
  table: 'service_point' | 'service_item' | 'outreach_event',
  code: string,
  content: Values,
  columns: Readonly<Record<string, unknown>>,
): Promise<AppliedRecord & { id: number }> {
  const hash = hashOfValues(content);
  const stated = Object.keys(columns);
  const statedNow = `select t.id, t.content_hash as "contentHash", to_jsonb(t) as row,
       jsonb_build_object(${stated.map(statedColumn).join(', ')}) as stated
     from ${table} t where t.bureau_id = $1 and t.code = $2`;
  const { rows: found } = await client.query<StoredRecord>(statedNow, [bureauId, code]);
  const [existing] = found;
  if (existing?.contentHash === hash) {
    return { outcome: 'unchanged', id: existing.id, differences: [] };
  }
  const written = { ...columns, content_hash: hash, import_run_id: runId };
  const names = Object.keys(written);
  await client.query(
    `insert into ${table} (bureau_id, code, ${names.join(', ')})
     values ($1, $2, ${names.map((_, index) => `$${index + 3}`).join(', ')})
     on conflict (bureau_id, code) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    [bureauId, code, ...Object.values(written)],
  );
  const { rows: now } = await client.query<StoredRecord>(statedNow, [bureauId, code]);
  const [row] = now;
  if (!row) {
    throw new Error(`Nothing was written to ${table}.`);
  }
  await client.query(
    'insert into import_before (import_run_id, record_table, record_id, before) values ($1, $2, $3, $4)',
    [runId, table, row.id, existing ? JSON.stringify(existing.row) : null],
  );
  return {
    outcome: existing ? 'changed' : 'added',
    id: row.id,
    differences: differencesBetween(existing?.stated ?? {}, row.stated),
  };
}

interface StoredRecord {
  readonly id: number;
  readonly contentHash: string;
  readonly row: object;
  readonly stated: StatedFields;
}

/** A column under the name of its field; what it refers to by its code. */
function statedColumn(column: string): string {
  return column.endsWith('_id')
    ? `'${camelCase(column.slice(0, -'_id'.length))}Code', (select code from ${column.slice(0, -'_id'.length)} where id = t.${column})`
    : `'${camelCase(column)}', t.${column}::text`;
}

export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

interface DatedTable {
  readonly table: 'service_point_status' | 'service_item_limit';
  readonly owner: string;
  /** Under which a steward finds the entries in the file. */
  readonly field: string;
}

/** Dated facts are never overwritten: the ones in force are superseded, the stated ones added. @returns what differs */
export async function replaceDated(
  { client, runId }: ApplyContext,
  { table, owner, field }: DatedTable,
  ownerId: number,
  entries: readonly Readonly<Record<string, unknown>>[],
): Promise<Difference[]> {
  const columns = Object.keys(entries[0] ?? {});
  const inForce = async () => {
    const { rows } = await client.query<{ entries: string | null }>(
      `select string_agg(concat_ws(' ', ${['valid_from', ...columns.filter((name) => name !== 'valid_from')].join(', ')}), '; '
         order by valid_from) as entries
       from ${table} where ${owner} = $1 and superseded_by_run_id is null`,
      [ownerId],
    );
    return { [field]: rows[0]?.entries };
  };
  const before = await inForce();
  await client.query(
    `update ${table} set superseded_by_run_id = $1 where ${owner} = $2 and superseded_by_run_id is null`,
    [runId, ownerId],
  );
  for (const entry of entries) {
    const names = Object.keys(entry);
    await client.query(
      `insert into ${table} (${owner}, import_run_id, ${names.join(', ')})
       values ($1, $2, ${names.map((_, index) => `$${index + 3}`).join(', ')}) on conflict do nothing`,
      [ownerId, runId, ...Object.values(entry)],
    );
  }
  return differencesBetween(before, await inForce());
}

/** Equal for equal content, in whatever order its columns stand. */
export function hashOfValues(values: Values): string {
  return hashOf([...values].sort(([one], [other]) => (one < other ? -1 : 1)));
}

export function hashOf(content: unknown): string {
  return createHash('md5').update(JSON.stringify(content)).digest('base64');
}
