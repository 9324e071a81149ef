import type { ApplyContext } from './apply-applications.ts';
import { type PlaceTable, upsertPlaces } from './apply-places.sql.ts';
import { differencesBetween, LISTED_CHANGES, type StatedFields } from './import-change.ts';
import type { RecordKind } from './import-run.entity.ts';
import {
  type AppliedRecord,
  hashOfValues,
  type SameCode,
  text,
  type Values,
  valuesOf,
} from './reference-record.ts';

/** Records written by one statement: some megabytes of outlines. */
const BATCH_SIZE = 1000;

type PlaceKind = Extract<RecordKind, 'DEMAND_AREAS' | 'KEY_BUILDINGS'>;
type Columns = Readonly<Record<string, unknown>>;

const TABLES: Record<
  PlaceKind,
  { readonly table: PlaceTable; readonly columnsOf: (values: Values) => Columns }
> = {
  DEMAND_AREAS: { table: 'demand_area', columnsOf: demandAreaColumns },
  KEY_BUILDINGS: { table: 'key_building', columnsOf: keyBuildingColumns },
};

export function isPlaceTable(recordKind: RecordKind): recordKind is PlaceKind {
  return recordKind in TABLES;
}

/** Upserts demand areas or key buildings by their codes. @param count called with what became of each, in the order of the file */
export async function applyPlaces(
  { client, bureauId, runId, progress }: ApplyContext,
  recordKind: PlaceKind,
  records: readonly SameCode[],
  count: (code: string, applied: AppliedRecord) => void,
): Promise<void> {
  const { table, columnsOf } = TABLES[recordKind];
  let listed = LISTED_CHANGES;
  for (let start = 0; start < records.length; start += BATCH_SIZE) {
    progress.throwIfCancelled();
    const batch = records.slice(start, start + BATCH_SIZE).map(([code, rows]) => {
      const values = valuesOf(rows);
      return {
        code,
        ...commonColumns(code, values),
        ...columnsOf(values),
        content_hash: hashOfValues(values),
      };
    });
    const [first] = batch;
    const columns = Object.keys(first ?? {}).filter((name) => name !== 'code' && name !== 'content_hash');
    const { rows: written } = await client.query<WrittenPlace>(
      upsertPlaces(table, columns, { bureauId, runId, records: JSON.stringify(batch), listed }),
    );
    for (const { code, isAdded, stated } of written) {
      count(code, {
        outcome: isAdded ? 'added' : 'changed',
        differences: stated ? differencesBetween(stated.before, stated.after) : [],
      });
    }
    for (let unchanged = written.length; unchanged < batch.length; unchanged++) {
      count('', { outcome: 'unchanged', differences: [] });
    }
    listed = Math.max(0, listed - written.length);
  }
}

interface WrittenPlace {
  readonly code: string;
  readonly isAdded: boolean;
  /** null: beyond the first that are listed. */
  readonly stated: { readonly before: StatedFields; readonly after: StatedFields } | null;
}

function commonColumns(code: string, values: Values): Columns {
  const nameZh = text(values, 'nameZh') ?? code;
  return {
    name_zh: nameZh,
    name_en: text(values, 'nameEn') ?? nameZh,
    town_or_street: text(values, 'townOrStreet'),
    enterprises: values.get('enterprises') ?? null,
    longitude: values.get('longitude'),
    latitude: values.get('latitude'),
    source_datum: text(values, 'datum') ?? 'WGS84',
    provenance: text(values, 'provenance') ?? 'REPORTED',
  };
}

function demandAreaColumns(values: Values): Columns {
  return {
    // A cell of a grid is what has no name of its own to be called by.
    kind: text(values, 'kind') ?? 'GRID_CELL',
    residents: values.get('residents') ?? null,
    boundary: values.get('boundary') ?? null,
  };
}

function keyBuildingColumns(values: Values): Columns {
  return {
    address: text(values, 'address'),
    floor_area_square_metres: values.get('floorAreaSquareMetres') ?? null,
    // What has a closing day is closed; of what says nothing, that it stands there is all that is known.
    status: text(values, 'status') ?? (values.has('closedOn') ? 'CLOSED' : 'IN_USE'),
    opened_on: text(values, 'openedOn'),
    closed_on: text(values, 'closedOn'),
    footprint: values.get('footprint') ?? null,
  };
}
