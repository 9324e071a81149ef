import { canonicalJson } from '../canonical-json.ts';
import type { ReleaseContent } from '../release-content.ts';
import type { ReleaseFile } from '../release-file.ts';
import { dataCatalogue } from './data-catalogue.ts';
import { DATA_FOLDER, dataPackage, type TableFile } from './data-package.ts';
import type { ReleaseTable } from './release-table.ts';
import { tableCsv } from './table-csv.ts';

/** The content as a whole, whose SHA-256 is that of the release. */
export const CONTENT_PATH = `${DATA_FOLDER}release.json`;

const JSON_TYPE = 'application/json; charset=utf-8';
const CSV_TYPE = 'text/csv; charset=utf-8; header=present';

/** The tables as CSV, the whole as JSON, and what describes them to programs: all below `data/`. */
export function openDataFiles(content: ReleaseContent, tables: readonly ReleaseTable[]): ReleaseFile[] {
  const files = tables.map(
    (table): TableFile => ({
      table,
      path: `${DATA_FOLDER}${table.name}.csv`,
      bytes: encode(tableCsv(table)),
    }),
  );
  return [
    file(CONTENT_PATH, JSON_TYPE, canonicalJson(content)),
    ...files.map(({ path, bytes }) => ({ path, contentType: CSV_TYPE, bytes })),
    file(`${DATA_FOLDER}datapackage.json`, JSON_TYPE, readableJson(dataPackage(content, files))),
    file(
      `${DATA_FOLDER}dcat.jsonld`,
      'application/ld+json; charset=utf-8',
      readableJson(dataCatalogue(content, files)),
    ),
  ];
}

function file(path: string, contentType: string, text: string): ReleaseFile {
  return { path, contentType, bytes: encode(text) };
}

const encode = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const readableJson = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
