import type { ApplyContext } from './apply-applications.ts';
import type { MappedRow } from './map-rows.ts';
import { type AppliedRecord, text, upsert, valuesOf } from './reference-record.ts';

/** null: refused. */
export async function applyOutreachEvent(
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
