import type { ReleaseContent } from '../release-content.ts';
import { sha256Of } from '../sha256.ts';
import type { ReleaseTable } from './release-table.ts';
import { WITHHELD } from './table-csv.ts';

/** A table with the bytes of its file. */
export interface TableFile {
  readonly table: ReleaseTable;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Paths in a description are relative to its own folder. */
export const DATA_FOLDER = 'data/';

/** `datapackage.json`: what every table and field is, after the Data Package standard, version 2 (datapackage.org), readable by version 1 too. */
export function dataPackage(content: ReleaseContent, files: readonly TableFile[]): object {
  const { bureau, number, period, licence, notice, generatedAt } = content;
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    profile: 'tabular-data-package',
    name: `${bureau.code}-${number}`.toLowerCase(),
    title: `${bureau.nameZh} ${number} · ${bureau.nameEn}`,
    description: [
      `${period.from} – ${period.to}`,
      `${WITHHELD}: 不公布 · withheld. 空 · empty: 不详 · not known.`,
      ...(notice === null ? [] : [notice.zh, notice.en]),
    ].join('\n\n'),
    version: number,
    created: generatedAt,
    homepage: '../index.html',
    licenses: [{ name: licence.id, path: licence.url, title: licence.nameEn }],
    contributors: [{ title: `${bureau.nameZh} · ${bureau.nameEn}`, role: 'publisher', roles: ['publisher'] }],
    resources: files.map(({ table, path, bytes }) => ({
      $schema: 'https://datapackage.org/profiles/2.0/dataresource.json',
      profile: 'tabular-data-resource',
      name: table.name,
      type: 'table',
      path: path.slice(DATA_FOLDER.length),
      title: `${table.titleZh} · ${table.titleEn}`,
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      bytes: bytes.length,
      hash: `sha256:${sha256Of(bytes)}`,
      dialect: { lineTerminator: '\r\n' },
      schema: {
        $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
        fields: table.fields.map(({ name, type, textZh, textEn }) => ({
          name,
          type,
          title: textZh,
          description: textEn,
        })),
        primaryKey: table.key,
        missingValues: ['', WITHHELD],
      },
    })),
  };
}
