import { type Datum, toWgs84 } from '../places/datum.ts';
import { isOnEarth, mapPositions, representativePoint } from '../places/outline.ts';
import type { Outline, Position } from '../places/place.entity.ts';
import type { MappedRow, RefusedRow, RowMapper } from './map-rows.ts';
import type { CellValue } from './parse-cell.ts';
import { OUTLINE_FIELDS } from './place-kind.ts';
import type { MappingProfile } from './profile.ts';
import { FileRefusal, type RowRefusal, type RowRefusalCode } from './refusal-codes.ts';

/** The longest coordinate of a swapped pair that a refusal names. */
const SHOWN_DIGITS = 7;

/** A place that is nowhere cannot be measured from: without a column for it no row could be taken. @throws FileRefusal MISSING_COLUMN */
export function checkPlaceColumns({ recordKind, columns }: MappingProfile, { fields }: RowMapper): void {
  const outline = OUTLINE_FIELDS[recordKind];
  if (outline && !fields.has(outline) && !(fields.has('longitude') && fields.has('latitude'))) {
    const wanted = ['longitude', 'latitude', outline].map((field) => columns[field]?.headers.join(' / '));
    throw new FileRefusal('MISSING_COLUMN', `${wanted[0]} + ${wanted[1]}, ${wanted[2]}`);
  }
}

/**
 * A row of a kind that is on the map, made whole: coordinates and outline in WGS-84, a position inside the outline where the source gives
 * none, and what its values say against each other as refusals. A row of another kind as it is.
 */
export function completePlace(
  row: MappedRow | RefusedRow,
  profile: MappingProfile,
  mapper: RowMapper,
): MappedRow | RefusedRow {
  const outlineField = OUTLINE_FIELDS[profile.recordKind];
  if (outlineField === undefined) {
    return row;
  }
  const refuse = (field: string, code: RowRefusalCode, expected: string): RowRefusal => ({
    rowNumber: row.rowNumber,
    columnName: mapper.headerOf(field),
    value: quoted(row.values.get(field)),
    code,
    expected,
  });
  if ('refusals' in row) {
    return { ...row, refusals: row.refusals.map((refusal) => namingSwap(refusal, row, mapper)) };
  }
  const { values } = row;
  const outline = outlineField === null ? undefined : (values.get(outlineField) as Outline | undefined);
  const [longitude, latitude] = [values.get('longitude'), values.get('latitude')];
  const refusals: RowRefusal[] = profile.recordKind === 'KEY_BUILDINGS' ? contradictions(values, refuse) : [];
  if ((longitude === undefined) !== (latitude === undefined)) {
    const missing = longitude === undefined ? 'longitude' : 'latitude';
    refusals.push(refuse(missing, 'MISSING_COORDINATES', '经度和纬度 · both longitude and latitude'));
  } else if (longitude === undefined && outline === undefined && outlineField !== null) {
    refusals.push(
      refuse('longitude', 'MISSING_COORDINATES', '经纬度或边界 · longitude and latitude, or an outline'),
    );
  } else if (longitude === 0 && latitude === 0) {
    refusals.push(refuse('longitude', 'ZERO_COORDINATES', '实际位置 · where the place is'));
  }
  return refusals.length > 0
    ? { ...row, refusals }
    : { ...row, values: inWgs84(values, profile.datum ?? 'WGS84', outlineField, outline) };
}

/** The values with what was declared as another datum converted; `datum` stays only where something was. */
function inWgs84(
  values: ReadonlyMap<string, CellValue>,
  declared: Datum,
  outlineField: 'boundary' | 'footprint' | null,
  outline: Outline | undefined,
): ReadonlyMap<string, CellValue> {
  const datum = (values.get('datum') as Datum | undefined) ?? declared;
  const converted = new Map(values);
  const moved = outline && mapPositions(outline, (position) => toWgs84(position, datum));
  if (moved && outlineField) {
    converted.set(outlineField, moved);
  }
  const [longitude, latitude] = [values.get('longitude'), values.get('latitude')];
  const position =
    typeof longitude === 'number' && typeof latitude === 'number'
      ? toWgs84([longitude, latitude], datum)
      : moved && representativePoint(moved);
  if (position) {
    converted.set('longitude', position[0]).set('latitude', position[1]);
  }
  // The hash of a row is of its values: a file from before there were datums is still the same file.
  if (datum === 'WGS84' || !position) {
    converted.delete('datum');
  } else {
    converted.set('datum', datum);
  }
  return converted;
}

/** A latitude beyond the poles beside a longitude that could be one: the pair as it was meant, in place of a number out of range. */
function namingSwap(refusal: RowRefusal, { values }: MappedRow, mapper: RowMapper): RowRefusal {
  const longitude = values.get('longitude');
  const latitude = Number(refusal.value);
  return refusal.code === 'OUT_OF_RANGE' &&
    refusal.columnName === mapper.headerOf('latitude') &&
    typeof longitude === 'number' &&
    isOnEarth([latitude, longitude])
    ? { ...refusal, code: 'SWAPPED_COORDINATES', expected: describePair([latitude, longitude]) }
    : refusal;
}

/** What a refusal of a swapped pair says was expected. */
export function describePair([longitude, latitude]: Position): string {
  const [x, y] = [longitude, latitude].map((degrees) => Number(degrees.toFixed(SHOWN_DIGITS)));
  return `经度 ${x}，纬度 ${y} · longitude ${x}, latitude ${y}`;
}

/** Progress never moves without a dated cause: what is closed says since when, and nothing closes before it opened. */
function contradictions(
  values: ReadonlyMap<string, CellValue>,
  refuse: (field: string, code: RowRefusalCode, expected: string) => RowRefusal,
): RowRefusal[] {
  const [status, openedOn, closedOn] = ['status', 'openedOn', 'closedOn'].map((field) => values.get(field));
  const refusals: RowRefusal[] = [];
  if (status === 'CLOSED' && closedOn === undefined) {
    refusals.push(
      refuse(
        'closedOn',
        'CONTRADICTORY_DATES',
        '停用楼宇的停用日期 · the day on which a closed building closed',
      ),
    );
  }
  if (status !== undefined && status !== 'CLOSED' && closedOn !== undefined) {
    refusals.push(
      refuse(
        'closedOn',
        'CONTRADICTORY_DATES',
        '仅停用楼宇有停用日期 · a closing day of closed buildings only',
      ),
    );
  }
  if (openedOn !== undefined && closedOn !== undefined && String(closedOn) <= String(openedOn)) {
    refusals.push(
      refuse('closedOn', 'CONTRADICTORY_DATES', `${String(openedOn)} 之后 · after ${String(openedOn)}`),
    );
  }
  return refusals;
}

function quoted(value: CellValue | undefined): string | null {
  return value === undefined ? null : String(value).slice(0, 200);
}
