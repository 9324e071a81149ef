/// <reference lib="dom" />
import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';

const run = promisify(execFile);

/** Whether LibreOffice is installed. */
export async function hasLibreOffice(): Promise<boolean> {
  try {
    await run('soffice', ['--version']);
    return true;
  } catch {
    return false;
  }
}

/** A cell as LibreOffice understands it: a day or an instant as "date 2021-12-18", so that none passes for a text. */
export type OfficeCell = string | number;

/** The sheets of a file as LibreOffice reads them, by name, without the empty cells at the end of a row. */
export async function readByLibreOffice(path: string, page: Page): Promise<Record<string, OfficeCell[][]>> {
  const folder = await mkdtemp(join(tmpdir(), 'service-circle-soffice-'));
  // A profile of its own: an office that runs beside would otherwise take the file and answer nothing.
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  await run('soffice', [profile, '--headless', '--convert-to', 'fods', '--outdir', folder, path]);
  const document = await readFile(join(folder, basename(path).replace(/\.\w+$/, '.fods')), 'utf8');
  const sheets = await page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, 'application/xml');
    const valueOfCell = (cell: Element): string | number => {
      switch (cell.getAttribute('office:value-type')) {
        case 'float':
        case 'percentage':
          return Number(cell.getAttribute('office:value'));
        case 'date':
          return `date ${cell.getAttribute('office:date-value')}`;
        default:
          return [...cell.getElementsByTagName('text:p')].map((line) => line.textContent).join('\n');
      }
    };
    return [...parsed.getElementsByTagName('table:table')].map((table) => ({
      name: table.getAttribute('table:name') ?? '',
      rows: [...table.getElementsByTagName('table:table-row')].map((row) => {
        const cells = [...row.getElementsByTagName('table:table-cell')].flatMap((cell) =>
          // The last cell is repeated to the end of the sheet.
          Array.from(
            { length: Math.min(100, Number(cell.getAttribute('table:number-columns-repeated') ?? 1)) },
            () => valueOfCell(cell),
          ),
        );
        return cells.slice(0, cells.findLastIndex((value) => value !== '') + 1);
      }),
    }));
  }, document);
  return Object.fromEntries(
    sheets.map(({ name, rows }) => [name, rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1)]),
  );
}
