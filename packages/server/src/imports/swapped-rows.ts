import type { Position } from '../places/place.entity.ts';
import { middleOf, unswapped } from '../places/swapped-position.ts';
import type { ApplyContext } from './apply-applications.ts';
import type { RecordKind } from './import-run.entity.ts';
import type { MappedRow } from './map-rows.ts';
import { describePair } from './place-row.ts';
import type { SameCode } from './reference-record.ts';

/** The tables whose records are on the map. */
const PLACE_TABLES: Partial<Record<RecordKind, string>> = {
  SERVICE_POINTS: 'service_point',
  DEMAND_AREAS: 'demand_area',
  KEY_BUILDINGS: 'key_building',
};

/** Refuses the rows whose longitude and latitude changed places, as far as the bureau's other places tell. @returns the records that remain */
export async function refuseSwapped(
  context: ApplyContext,
  records: readonly SameCode[],
): Promise<readonly SameCode[]> {
  const middle = await middleOfBureau(context, records);
  if (middle === null) {
    return records;
  }
  const kept: SameCode[] = [];
  for (const record of records) {
    const [, rows] = record;
    const position = positionOf(rows);
    const meant = position && unswapped(position, middle);
    if (meant == null) {
      kept.push(record);
    } else {
      await context.refuse(
        rows.map(({ rowNumber }) => ({
          rowNumber,
          columnName: context.mapper.headerOf('longitude'),
          value: position?.join(', ') ?? null,
          code: 'SWAPPED_COORDINATES',
          expected: describePair(meant),
        })),
      );
    }
  }
  return kept;
}

/** Of the places that are in already and that the file does not state anew; where they are too few, of the file's. */
async function middleOfBureau(
  { client, bureauId, profile }: ApplyContext,
  records: readonly SameCode[],
): Promise<Position | null> {
  const codes = records.map(([code]) => code);
  const { rows } = await client.query<{ position: Position }>(
    Object.entries(PLACE_TABLES)
      .map(
        ([recordKind, table]) => `
          select array[longitude, latitude] as position from ${table} where bureau_id = $1 and longitude is not null
            ${recordKind === profile.recordKind ? 'and code <> all ($2)' : ''}`,
      )
      .join(' union all '),
    [bureauId, codes],
  );
  return (
    middleOf(rows.map(({ position }) => position)) ??
    middleOf(records.map(([, same]) => positionOf(same)).filter((position) => position !== null))
  );
}

function positionOf([row]: readonly MappedRow[]): Position | null {
  const [longitude, latitude] = [row?.values.get('longitude'), row?.values.get('latitude')];
  return typeof longitude === 'number' && typeof latitude === 'number' ? [longitude, latitude] : null;
}
