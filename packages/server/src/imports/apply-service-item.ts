import type { ApplyContext } from './apply-applications.ts';
import type { MappedRow } from './map-rows.ts';
import { type AppliedRecord, replaceDated, text, upsert, valuesOf } from './reference-record.ts';

/** The rows of one item, one for each validity. */
export async function applyServiceItem(
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
