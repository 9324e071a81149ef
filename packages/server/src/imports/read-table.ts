import { FileBytes } from './file-bytes.ts';
import { readCsv } from './read-csv.ts';
import { isGeoJson, readGeoJson } from './read-geojson.ts';
import { readJsonLines } from './read-json-lines.ts';
import { readWorkbook } from './read-workbook.ts';
import { readXes } from './read-xes.ts';
import type { ReadOptions, Table } from './table.ts';

/**
 * Opens a file as a table, by what it holds and not by its name: CSV, an Excel workbook, JSON Lines, GeoJSON, or an event log in XES; text in
 * UTF-8 or GB18030; each of them in gzip too. Memory does not grow with the file, but for a workbook, which is read packed.
 * @throws FileRefusal
 */
export async function readTable(path: string, { sheet = null }: ReadOptions = {}): Promise<Table> {
  const bytes = await FileBytes.open(path);
  const { head } = bytes;
  if (startsWith(head, ZIP_MAGIC) || startsWith(head, OLE_MAGIC)) {
    return readWorkbook(bytes, sheet);
  }
  const start = head
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (start.startsWith('<')) {
    return readXes(bytes);
  }
  if (isGeoJson(start)) {
    return readGeoJson(bytes);
  }
  return start.startsWith('{') ? readJsonLines(bytes) : readCsv(bytes);
}

const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04];
/** Of Office before 2007, and of a workbook with a password. */
export const OLE_MAGIC = [0xd0, 0xcf, 0x11, 0xe0];

function startsWith(head: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, index) => head[index] === byte);
}
