import sql, { raw, type Sql } from 'sql-template-tag';
import { camelCase } from './reference-record.ts';

export type PlaceTable = 'demand_area' | 'key_building';

/** Columns that hold an outline: too long to be read in a list of changes, so that they stand there by their type and a fingerprint. */
const OUTLINE_COLUMNS: ReadonlySet<string> = new Set(['boundary', 'footprint']);

/** What a record states, by the names of the fields of a file. */
function statedFields(row: string, columns: readonly string[]): Sql {
  const pairs = columns.map((column) => {
    const value = OUTLINE_COLUMNS.has(column)
      ? `(${row}.${column}->>'type') || ' ' || left(md5(${row}.${column}::text), 8)`
      : `${row}.${column}::text`;
    return `'${camelCase(column)}', ${value}`;
  });
  return raw(`jsonb_build_object(${pairs.join(', ')})`);
}

/**
 * Writes the records that differ from what is there, and keeps what was there before.
 * @param records the columns of the table as JSON, in the order of the file
 * @returns of the statement: a row for each record written; what it stated before and states now of the first `listed`
 */
export function upsertPlaces(
  table: PlaceTable,
  columns: readonly string[],
  {
    bureauId,
    runId,
    records,
    listed,
  }: { readonly bureauId: number; readonly runId: number; readonly records: string; readonly listed: number },
): Sql {
  const names = raw(['code', ...columns, 'content_hash'].join(', '));
  const updated = raw(
    [...columns, 'content_hash', 'import_run_id'].map((name) => `${name} = excluded.${name}`).join(', '),
  );
  const into = raw(table);
  return sql`
    with incoming as (
      select * from jsonb_populate_recordset(null::${into}, ${records}::jsonb) with ordinality
    ), differing as (
      select i.code, i.ordinality, t.id as before_id, to_jsonb(t) as before, ${statedFields('t', columns)} as stated_before
      from incoming i left join ${into} t on t.bureau_id = ${bureauId} and t.code = i.code
      where t.content_hash is distinct from i.content_hash
    ), written as (
      insert into ${into} as w (bureau_id, import_run_id, ${names})
      select ${bureauId}, ${runId}, ${names} from incoming where code in (select code from differing)
      on conflict (bureau_id, code) do update set ${updated}
      returning w.id, w.code, ${statedFields('w', columns)} as stated
    ), remembered as (
      insert into import_before (import_run_id, record_table, record_id, before)
      select ${runId}, ${table}, w.id, case when d.before_id is not null then d.before end
      from written w join differing d on d.code = w.code
    )
    select d.code, d.before_id is null as "isAdded",
      case when row_number() over (order by d.ordinality) <= ${listed} then
        jsonb_build_object('before', case when d.before_id is not null then d.stated_before else '{}' end, 'after', w.stated)
      end as stated
    from written w join differing d on d.code = w.code order by d.ordinality`;
}
