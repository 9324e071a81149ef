import { createHash } from 'node:crypto';
import type { ApplyContext, ApplyCounts } from './apply-applications.ts';
import type { MappedRow } from './map-rows.ts';
import type { CellValue, StatusEntry } from './parse-cell.ts';
import type { RowRefusal } from './refusal-codes.ts';

// Service points, service items and outreach events: some hundreds of rows that everything else refers to.

type Values = ReadonlyMap<string, CellValue>;
type Outcome = 'added' | 'changed' | 'unchanged';

/** Upserts the rows of a reference file, each by its code. */
export async function applyReference(
  context: ApplyContext,
  rows: readonly MappedRow[],
): Promise<ApplyCounts> {
  const counts: Record<Outcome, number> = { added: 0, changed: 0, unchanged: 0 };
  for (const [code, sameCode] of Map.groupBy(rows, ({ values }) => String(values.get('code')))) {
    const refusals = duplicates(context, code, sameCode);
    if (refusals.length > 0) {
      await context.refuse(refusals);
      continue;
    }
    const outcome = await apply(context, code, sameCode);
    if (outcome !== null) {
      counts[outcome] += 1;
    }
  }
  return {
    recordsAdded: counts.added,
    recordsChanged: counts.changed,
    recordsUnchanged: counts.unchanged,
    eventsAdded: 0,
    eventsSuperseded: 0,
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
function apply(context: ApplyContext, code: string, rows: readonly MappedRow[]): Promise<Outcome | null> {
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
): Promise<Outcome> {
  const values = valuesOf(rows);
  const nameZh = text(values, 'nameZh') ?? code;
  const { outcome, id } = await upsert(context, 'service_point', code, values, {
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
    await replaceDated(
      context,
      'service_point_status',
      'service_point_id',
      id,
      history.map(({ status, validFrom }) => ({ status, valid_from: validFrom })),
    );
  }
  return outcome;
}

async function applyServiceItem(
  context: ApplyContext,
  code: string,
  rows: readonly MappedRow[],
): Promise<Outcome> {
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
  const { outcome, id } = await upsert(
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
    await replaceDated(
      context,
      'service_item_limit',
      'service_item_id',
      id,
      newest.map((row) => ({
        valid_from: row.values.get('validFrom'),
        valid_to: row.values.get('validTo') ?? null,
        statutory_working_days: row.values.get('statutoryWorkingDays') ?? null,
        promised_working_days: row.values.get('promisedWorkingDays') ?? null,
      })),
    );
  }
  return outcome;
}

async function applyOutreachEvent(
  context: ApplyContext,
  code: string,
  rows: readonly MappedRow[],
): Promise<Outcome | null> {
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
  const { outcome } = await upsert(context, 'outreach_event', code, values, {
    name_zh: nameZh,
    name_en: text(values, 'nameEn') ?? nameZh,
    held_on: text(values, 'heldOn'),
    place: text(values, 'place'),
    service_point_id: points[0]?.id ?? null,
    duration_minutes: values.get('durationMinutes') ?? null,
    enterprises_served: values.get('enterprisesServed') ?? null,
    consultations: values.get('consultations') ?? null,
    leaflets: values.get('leaflets') ?? null,
    is_building_day: values.get('isBuildingDay') ?? false,
    provenance: text(values, 'provenance') ?? 'REPORTED',
  });
  return outcome;
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
): Promise<{ outcome: Outcome; id: number }> {
  const hash = hashOf([...content].sort(([one], [other]) => (one < other ? -1 : 1)));
  const found = await client.query<{ id: number; content_hash: string }>(
    `select id, content_hash from ${table} where bureau_id = $1 and code = $2`,
    [bureauId, code],
  );
  const [existing] = found.rows;
  if (existing?.content_hash === hash) {
    return { outcome: 'unchanged', id: existing.id };
  }
  const written = { ...columns, content_hash: hash, import_run_id: runId };
  const names = Object.keys(written);
  const { rows } = await client.query<{ id: number }>(
    `insert into ${table} (bureau_id, code, ${names.join(', ')})
     values ($1, $2, ${names.map((_, index) => `$${index + 3}`).join(', ')})
     on conflict (bureau_id, code) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}
     returning id`,
    [bureauId, code, ...Object.values(written)],
  );
  const [row] = rows;
  if (!row) {
    throw new Error(`Nothing was written to ${table}.`);
  }
  return { outcome: existing ? 'changed' : 'added', id: row.id };
}

/** Dated facts are never overwritten: the ones in force are superseded, the stated ones added. */
async function replaceDated(
  { client, runId }: ApplyContext,
  table: 'service_point_status' | 'service_item_limit',
  owner: string,
  ownerId: number,
  entries: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
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
