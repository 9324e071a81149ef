import { pipeline } from 'node:stream';
import { JSONParser } from '@streamparser/json';
import { DecodeText } from './decode-text.ts';
import { describeUnpacking, type FileBytes } from './file-bytes.ts';
import { FileRefusal } from './refusal-codes.ts';
import type { RawRow, Table } from './table.ts';

/** The columns that stand for the geometry of a feature: of a point its coordinates, of anything else the whole as JSON. */
export const GEOMETRY_COLUMNS = {
  longitude: 'geometry.longitude',
  latitude: 'geometry.latitude',
  outline: 'geometry',
} as const;

/** Characters of one feature: beyond it an outline is drawn finer than any use of it, or the file is something else. */
const LARGEST_FEATURE = 16_000_000;

/** What sets the texts of a GeoJSON text sequence apart (RFC 8142); within a text it cannot stand. */
const RECORD_SEPARATOR = '\u001e';

/** By the first characters of a file, unpacked: whether it is one or more GeoJSON texts. */
export function isGeoJson(start: string): boolean {
  return (
    start.startsWith(RECORD_SEPARATOR) ||
    (start.startsWith('{') && (isCollection(start) || /"type"\s*:\s*"Feature"/.test(start)))
  );
}

function isCollection(start: string): boolean {
  return /"type"\s*:\s*"FeatureCollection"|"features"\s*:\s*\[/.test(start);
}

/**
 * GeoJSON (RFC 7946): a collection of features, or features one after another (a GeoJSON text sequence, RFC 8142, or a feature a line).
 * A feature is a row, its properties the columns. Read twice, since a property may appear first in the last feature; memory does not grow
 * with the file.
 * @throws FileRefusal
 */
export async function readGeoJson(bytes: FileBytes): Promise<Table> {
  const keys = new Set<string>();
  const geometryColumns = new Set<string>();
  let features = 0;
  for await (const { cells } of records(bytes, new DecodeText())) {
    features += 1;
    for (const key of cells.keys()) {
      (isGeometryColumn(key) ? geometryColumns : keys).add(key);
    }
  }
  if (features === 0) {
    throw new FileRefusal('NO_ROWS');
  }
  const columns = [...keys, ...Object.values(GEOMETRY_COLUMNS).filter((name) => geometryColumns.has(name))];
  const decoder = new DecodeText();
  return {
    format: 'GEOJSON',
    header: columns.map((key) => key.trim()),
    sheets: [],
    rows: {
      async *[Symbol.asyncIterator]() {
        for await (const { rowNumber, cells } of records(bytes, decoder)) {
          yield rowOf(rowNumber, columns, cells);
        }
      },
    },
    bytesRead: () => bytes.bytesRead(),
    sha256: () => bytes.sha256(),
    encoding: () => decoder.label,
  };
}

type Cells = ReadonlyMap<string, unknown>;

export function isGeometryColumn(key: string): boolean {
  return Object.values<string>(GEOMETRY_COLUMNS).includes(key);
}

function rowOf(rowNumber: number, columns: readonly string[], cells: Cells): RawRow {
  const nested = new Set<number>();
  const texts = columns.map((key, index) => {
    const value = cells.get(key);
    if (typeof value === 'object' && value !== null) {
      nested.add(index);
      return JSON.stringify(value);
    }
    return textOf(value);
  });
  return { rowNumber, cells: texts, ...(nested.size > 0 && { nested }) };
}

function textOf(value: unknown): string {
  if (typeof value === 'number' && Math.abs(value) < 1e-6) {
    // The shortest form of a small number has an exponent, which no other file writes.
    return value.toFixed(15).replace(/\.?0+$/, '');
  }
  return value == null ? '' : String(value);
}

async function* records(bytes: FileBytes, decoder: DecodeText) {
  const [source, counter, unpacked] = bytes.streams();
  let failure: Error | null = null;
  pipeline(source, counter, unpacked, decoder, (error) => {
    failure = error ?? null;
  });
  const reader = new FeatureReader(isCollection(bytes.head.toString('latin1')));
  let rowNumber = 0;
  try {
    for await (const chunk of decoder) {
      for (const cells of reader.read(String(chunk))) {
        rowNumber += 1;
        yield { rowNumber, cells };
      }
    }
    if (failure !== null) {
      throw failure;
    }
    reader.end();
  } catch (error) {
    throw describeUnpacking(failure ?? error, rowNumber);
  } finally {
    source.destroy();
  }
}

/** As far as it is one. */
interface Feature {
  readonly type?: unknown;
  readonly crs?: unknown;
  readonly id?: unknown;
  readonly properties?: unknown;
  readonly geometry?: unknown;
}

/** Takes GeoJSON piece by piece and gives its features as they are complete. */
class FeatureReader {
  readonly #parser: JSONParser;
  #complete: Cells[] = [];
  #features = 0;
  #charactersSince = 0;
  #isNamed = false;
  #isBegun = false;

  constructor(private readonly isCollection: boolean) {
    this.#parser = new JSONParser({
      paths: isCollection ? ['$.type', '$.crs', '$.features.*'] : ['$'],
      keepStack: false,
      separator: '',
    });
    this.#parser.onValue = ({ value, key, stack }) => this.#take(value, key, stack.length);
  }

  read(text: string): Cells[] {
    this.#charactersSince += text.length;
    const plain = (this.#isBegun ? text : text.replace(/^\ufeff/, '')).replaceAll(RECORD_SEPARATOR, ' ');
    this.#isBegun = true;
    try {
      this.#parser.write(plain);
    } catch (error) {
      throw this.#describe(error);
    }
    if (this.#charactersSince > LARGEST_FEATURE) {
      throw new FileRefusal('FEATURE_TOO_LARGE', this.#after());
    }
    const complete = this.#complete;
    this.#complete = [];
    return complete;
  }

  end(): void {
    try {
      if (!this.#parser.isEnded) {
        this.#parser.end();
      }
    } catch (error) {
      throw this.#describe(error);
    }
    if (this.isCollection && !this.#isNamed) {
      throw new FileRefusal('NOT_GEOJSON', 'It has no "type".');
    }
  }

  #take(value: unknown, key: unknown, depth: number): void {
    if (this.isCollection && depth === 1) {
      if (key === 'type') {
        this.#isNamed = true;
        if (value !== 'FeatureCollection') {
          throw new FileRefusal('NOT_GEOJSON', `type: ${JSON.stringify(value)}.`);
        }
      } else {
        checkCrs(value);
      }
      return;
    }
    this.#charactersSince = 0;
    this.#features += 1;
    const feature = value as Feature | null;
    if (typeof feature !== 'object' || feature?.type !== 'Feature') {
      throw new FileRefusal('NOT_GEOJSON', `Feature ${this.#features}.`);
    }
    checkCrs(feature.crs);
    this.#complete.push(cellsOf(feature));
  }

  #describe(error: unknown): unknown {
    return error instanceof FileRefusal ? error : new FileRefusal('BROKEN_GEOJSON', this.#after());
  }

  #after(): string {
    return `After feature ${this.#features}.`;
  }
}

/** Before RFC 7946 a file could name its reference system. WGS-84, and CGCS2000, which is the same to a decimetre, are taken. */
const WGS84_NAMES = /^(?:urn:ogc:def:crs:)?(?:OGC:(?:[\d.]*:)?CRS84h?|EPSG:(?:[\d.]*:)?(?:4326|4490|4979))$/i;

function checkCrs(crs: unknown): void {
  if (crs == null) {
    return;
  }
  const { name } = (crs as { readonly properties?: { readonly name?: unknown } | null }).properties ?? {};
  if (typeof name !== 'string' || !WGS84_NAMES.test(name)) {
    throw new FileRefusal('FOREIGN_CRS', JSON.stringify(name ?? crs).slice(0, 200));
  }
}

function cellsOf(feature: Feature): Cells {
  const { id, properties, geometry } = feature;
  const cells = new Map<string, unknown>(
    typeof properties === 'object' && properties !== null ? Object.entries(properties) : [],
  );
  if (id !== undefined && !cells.has('id')) {
    cells.set('id', id);
  }
  const { type, coordinates } = (geometry ?? {}) as {
    readonly type?: unknown;
    readonly coordinates?: unknown;
  };
  if (type === 'Point' && Array.isArray(coordinates) && coordinates.length > 1) {
    const [longitude, latitude] = coordinates as unknown[];
    cells.set(GEOMETRY_COLUMNS.longitude, longitude).set(GEOMETRY_COLUMNS.latitude, latitude);
  } else if (geometry != null) {
    cells.set(GEOMETRY_COLUMNS.outline, geometry);
  }
  return cells;
}
