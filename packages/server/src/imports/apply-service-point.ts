import type { ApplyContext } from './apply-applications.ts';
import type { MappedRow } from './map-rows.ts';
import type { StatusEntry } from './parse-cell.ts';
import { type AppliedRecord, replaceDated, text, upsert, valuesOf } from './reference-record.ts';

/** null: refused. */
export async function applyServicePoint(
  context: ApplyContext,
  code: string,
  rows: readonly MappedRow[],
): Promise<AppliedRecord | null> {
  const values = valuesOf(rows);
  const handled = values.get('handledItemCodes') as readonly string[] | undefined;
  const unknown = await unknownItems(context, handled ?? []);
  if (unknown.length > 0) {
    await context.refuse(
      rows.map(({ rowNumber }) => ({
        rowNumber,
        columnName: context.mapper.headerOf('handledItemCodes'),
        value: unknown.join('、').slice(0, 200),
        code: 'UNKNOWN_REFERENCE',
        expected: '已导入的事项编码 · codes of service items that are loaded',
      })),
    );
    return null;
  }
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
    key_building_code: text(values, 'keyBuildingCode'),
    handled_item_codes: handled?.length ? handled : null,
    source_datum: text(values, 'datum') ?? 'WGS84',
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

/** Of the codes of items those that are not loaded. */
async function unknownItems(
  { client, bureauId }: ApplyContext,
  codes: readonly string[],
): Promise<readonly string[]> {
  if (codes.length === 0) {
    return [];
  }
  const { rows } = await client.query<{ code: string }>(
    'select code from service_item where bureau_id = $1 and code = any($2)',
    [bureauId, codes],
  );
  return codes.filter((code) => !rows.some((row) => row.code === code));
}
