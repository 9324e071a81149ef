import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BIOME = `${ROOT}node_modules/@biomejs/biome/bin/biome`;

const REFUSED = [
  ['working-time', '../applications/lifecycle.ts', 'imports upstream only'],
  ['applications', '../imports/profile.ts', 'imports upstream only'],
  ['imports', '../caseload/caseload.service.ts', 'imports upstream only'],
  ['turnaround', '../app.ts', 'imports upstream only'],
  ['siting', '../transparency/release-content.ts', 'imports upstream only'],
  ['platform', '../identity/principal.ts', 'knows no feature'],
  ['measure', '../caseload/caseload.definitions.ts', 'knows no feature'],
] as const;
const ALLOWED = [
  ['transparency', '../siting/siting-ask.ts'],
  ['caseload', '../platform/access.ts'],
] as const;

/** A file with one import, planted in a folder of the server for a moment. */
const plantedIn = (folder: string) => `packages/server/src/${folder}/planted-by-a-test.ts`;
const planted = [...REFUSED, ...ALLOWED].map(([folder, source]) => ({ file: plantedIn(folder), source }));

/** A line for each complaint. The linter reads the whole project first, so that it is asked once. */
let complaints: string[];
beforeAll(async () => {
  for (const { file, source } of planted) {
    await writeFile(ROOT + file, `export { planted } from '${source}';\n`);
  }
  const files = planted.map(({ file }) => file);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [BIOME, 'lint', '--reporter=github', '--max-diagnostics=100', ...files],
    { cwd: ROOT },
  ).catch((failed: { stdout: string }) => failed);
  complaints = stdout.split('\n').filter((line) => line.includes('noRestrictedImports'));
});
afterAll(() => Promise.all(planted.map(({ file }) => rm(ROOT + file))));

it.each(REFUSED)('%s may not import %s', (folder, _source, reason) => {
  expect(complaints.filter((line) => line.includes(plantedIn(folder)))).toEqual([
    expect.stringContaining(reason),
  ]);
});

it.each(ALLOWED)('%s may import %s', (folder) => {
  expect(complaints.filter((line) => line.includes(plantedIn(folder)))).toEqual([]);
});
