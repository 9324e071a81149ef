import { createHash } from 'node:crypto';
import type { Applied, ApplyContext } from './apply-applications.ts';
import {
  type Difference,
  differencesBetween,
  type ImportChange,
  LISTED_CHANGES,
  type StatedFields,
} from './import-change.ts';
import type { MappedRow } from './map-rows.ts';
import type { CellValue, StatusEntry } from './parse-cell.ts';
import type { RowRefusal } from './refusal-codes.ts';

// Service points, service items and outreach events: some hundreds of rows that everything else refers to.

type Values = ReadonlyMap<string, CellValue>;
type Outcome = 'added' | 'changed' | 'unchanged';

/** What became of one record, and in what it differs from what was there. */
interface AppliedRecord {
  readonly outcome: Outcome;
  readonly differences: readonly Difference[];
}

/** Upserts the rows of a reference file, each by its code. */
export async function applyReference(context: ApplyContext, rows: readonly MappedRow[]): Promise<Applied> {
  const changes: ImportChange[] = [];
  const counts: Record<Outcome, number> = { added: 0, changed: 0, unchanged: 0 };
  for (const [code, sameCode] of Map.groupBy(rows, ({ values }) => String(values.get('code')))) {
    const refusals = duplicates(context, code, sameCode);
    if (refusals.length > 0) {
      await context.refuse(refusals);
      continue;
    }
    const applied = await apply(context, code, sameCode);
    if (applied === null) {
      continue;
    }
    counts[applied.outcome] += 1;
    if (applied.outcome !== 'unchanged' && changes.length < LISTED_CHANGES) {
      const action = applied.outcome === 'added' ? 'ADDED' : 'CHANGED';
      changes.push({ recordKey: code, action, differences: applied.differences });
    }
  }
  return {
    recordsAdded: counts.added,
    recordsChanged: counts.changed,
    recordsUnchanged: counts.unchanged,
    recordsRemoved: 0,
    eventsAdded: 0,
    eventsSuperseded: 0,
    changes,
  };
}

/** An item has a row for each validity; everything else one row, or the same row again. */
function duplicates(
  { profile, mapper }: ApplyContext,
  code: string,
  rows: readonly MappedRow[],
): RowRefusal[] {
  const keyOf = ({ values }: MappedRow) =>
    profile.recordKind === 'SERVICE_ITEMS' ? String(values.get('validFrom')) : '';
  return [...Map.groupBy(rows, keyOf).values()].flatMap((same) => {
    const [first] = same;
    return new Set(same.map(({ values }) => hashOf([...values]))).size < 2
      ? []
      : same.map(
          ({ rowNumber }): RowRefusal => ({
            rowNumber,
            columnName: mapper.headerOf('code'),
            value: code,
            code: 'DUPLICATE_KEY_DIFFERENT_CONTENT',
            expected: `与第 ${first?.rowNumber} 行相同的内容 · the same content as row ${first?.rowNumber}`,
          }),
        );
  });
}

/** null: refused. */
function apply(
  context: ApplyContext,
  code: string,
  rows: readonly MappedRow[],
): Promise<AppliedRecord | null> {
  switch (context.profile.recordKind) {
    case 'SERVICE_POINTS':
      return applyServicePoint(context, code, rows);
    case 'SERVICE_ITEMS':
      return applyServiceItem(context, code, rows);
    default:
      return applyOutreachEvent(context, code, rows);
  }
}

async function applyServicePoint(
  context: ApplyContext,
  code: string,
  rows: readonly MappedRow[],
): Promise<AppliedRecord> {
  const values = valuesOf(rows);
  const nameZh = text(values, 'nameZh') ?? code;
  const { outcome, id, differences } = await upsert(context, 'service_point', code, values, {
    name_zh: nameZh,
    name_en: text(values, 'nameEn') ?? nameZh,
    kind: text(values, 'kind'),
    form: text(values, 'form') ?? 'POINT',
    town_or_street: text(values, 'townOrStreet'),
    address: text(values, 'address'),
    longitude: values.get('longitude') ?? null,
    latitude: values.get('latitude') ?? null,
    opening_hours: values.has('openingHours') ? JSON.stringify(values.get('openingHours')) : null,
    provenance: text(values, 'provenance') ?? 'REPORTED',
  });
  if (outcome !== 'unchanged') {
    const history = (values.get('statusHistory') ?? []) as readonly StatusEntry[];
    const dated = await replaceDated(
      context,
      { table: 'service_point_status', owner: 'service_point_id', field: 'statusHistory' },
      id,
      history.map(({ status, validFrom }) => ({ valid_from: validFrom, status })),
    );
    return { outcome, differences: [...differences, ...dated] };
  }
  return { outcome, differences };
}

async function applyServiceItem(
  context: ApplyContext,
  code: string,
  rows: readonly MappedRow[],
): Promise<AppliedRecord> {
  const newest = rows.toSorted((one, other) =>
    String(one.values.get('validFrom')) < String(other.values.get('validFrom')) ? -1 : 1,
  );
  const values = newest.at(-1)?.values ?? valuesOf(rows);
  const nameZh = text(values, 'nameZh') ?? code;
  const named = async (table: 'department' | 'domain') => {
    const key = text(values, `${table}Code`);
    return key === null
      ? null
      : upsertName(context, table, key, text(values, `${table}NameZh`), text(values, `${table}NameEn`));
  };
  const { outcome, id, differences } = await upsert(
    context,
    'service_item',
    code,
    new Map(
      newest.flatMap((row) =>
        [...row.values].map(
          ([field, value]) => [`${field} ${String(row.values.get('validFrom'))}`, value] as const,
        ),
      ),
    ),
    {
      name_zh: nameZh,
      name_en: text(values, 'nameEn') ?? nameZh,
      department_id: await named('department'),
      domain_id: await named('domain'),
      handling: text(values, 'handling'),
    },
  );
  if (outcome !== 'unchanged') {
    const dated = await replaceDated(
      context,
      { table: 'service_item_limit', owner: 'service_item_id', field: 'validFrom' },
      id,
      newest.map((row) => ({
        valid_from: row.values.get('validFrom'),
        valid_to: row.values.get('validTo') ?? null,
        statutory_working_days: row.values.get('statutoryWorkingDays') ?? null,
        promised_working_days: row.values.get('promisedWorkingDays') ?? null,
      })),
    );
    return { outcome, differences: [...differences, ...dated] };
  }
  return { outcome, differences };
}

async function applyOutreachEvent(
  context: ApplyContext,
  code: string,
  rows: readonly MappedRow[],
): Promise<AppliedRecord | null> {
  const values = valuesOf(rows);
  const pointCode = text(values, 'servicePointCode');
  const { rows: points } = await context.client.query<{ id: number }>(
    'select id from service_point where bureau_id = $1 and code = $2',
    [context.bureauId, pointCode],
  );
  if (pointCode !== null && points.length === 0) {
    await context.refuse(
      rows.map(({ rowNumber }) => ({
        rowNumber,
        columnName: context.mapper.headerOf('servicePointCode'),
        value: pointCode,
        code: 'UNKNOWN_REFERENCE',
        expected: '已导入的服务点编码 · the code of a service point that is loaded',
      })),
    );
    return null;
  }
  const nameZh = text(values, 'nameZh') ?? code;
  return upsert(context, 'outreach_event', code, values, {
    name_zh: nameZh,
    name_en: text(values, 'nameEn') ?? nameZh,
    held_on: text(values, 'heldOn'),
    place: text(values, 'place'),
    service_point_id: points[0]?.id ?? null,
    duration_minutes: values.get('durationMinutes') ?? null,
    enterprises_served: values.get('enterprisesServed') ?? null,
    is_enterprises_minimum: values.get('isEnterprisesMinimum') ?? false,
    consultations: values.get('consultations') ?? null,
    leaflets: values.get('leaflets') ?? null,
    is_building_day: values.get('isBuildingDay') ?? false,
    domain_names: values.get('domainNames') ?? null,
    provenance: text(values, 'provenance') ?? 'REPORTED',
  });
}

function valuesOf([row]: readonly MappedRow[]): Values {
  return row?.values ?? new Map();
}

function text(values: Values, field: string): string | null {
  const value = values.get(field);
  return value === undefined ? null : String(value);
}

async function upsert(
  { client, bureauId, runId }: ApplyContext,
  table: 'service_point' | 'service_item' | 'outreach_event',
  code: string,
  content: Values,
  columns: Readonly<Record<string, unknown>>,
): Promise<AppliedRecord & { id: number }> {
  const hash = hashOf([...content].sort(([one], [other]) => (one < other ? -1 : 1)));
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

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

interface DatedTable {
  readonly table: 'service_point_status' | 'service_item_limit';
  readonly owner: string;
  /** Under which a steward finds the entries in the file. */
  readonly field: string;
}

/** Dated facts are never overwritten: the ones in force are superseded, the stated ones added. @returns what differs */
async function replaceDated(
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

async function upsertName(
  { client, bureauId }: ApplyContext,
  table: 'department' | 'domain',
  code: string,
  nameZh: string | null,
  nameEn: string | null,
): Promise<number | null> {
  const { rows } = await client.query<{ id: number }>(
    `insert into ${table} (bureau_id, code, name_zh, name_en) values ($1, $2, coalesce($3, $2), coalesce($4, $3, $2))
     on conflict (bureau_id, code) do update set name_zh = coalesce($3, ${table}.name_zh), name_en = coalesce($4, ${table}.name_en)
     returning id`,
    [bureauId, code, nameZh, nameEn],
  );
  return rows[0]?.id ?? null;
}

function hashOf(content: unknown): string {
  return createHash('md5').update(JSON.stringify(content)).digest('base64');
}
