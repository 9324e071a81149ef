import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BIOME = `${ROOT}node_modules/@biomejs/biome/bin/biome`;

const planted: string[] = [];
afterEach(() => Promise.all(planted.splice(0).map((file) => rm(file))));

/** What the linter says of a file with one import, planted in a folder of the server for a moment. */
async function lint(folder: string, source: string): Promise<string> {
  const file = `${ROOT}packages/server/src/${folder}/planted-by-a-test.ts`;
  planted.push(file);
  await writeFile(file, `export { planted } from '${source}';\n`);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [BIOME, 'lint', file], {
    cwd: ROOT,
  }).catch((failed: { stdout: string; stderr: string }) => failed);
  return stdout + stderr;
}

it.each([
  ['working-time', '../applications/lifecycle.ts', 'imports upstream only'],
  ['applications', '../imports/profile.ts', 'imports upstream only'],
  ['imports', '../caseload/caseload.service.ts', 'imports upstream only'],
  ['turnaround', '../app.ts', 'imports upstream only'],
  ['platform', '../identity/principal.ts', 'knows no feature'],
  ['measure', '../caseload/caseload.definitions.ts', 'knows no feature'],
])('%s may not import %s', async (folder, source, reason) => {
  expect(await lint(folder, source)).toContain(reason);
});

it.each([
  ['imports', '../applications/lifecycle.ts'],
  ['caseload', '../platform/access.ts'],
])('%s may import %s', async (folder, source) => {
  expect(await lint(folder, source)).not.toContain('noRestrictedImports');
});
