import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeRiverExtract } from '../../test/river-network.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { Principal } from '../identity/principal.ts';
import { createRequestContext } from '../identity/request-context.ts';
import { StartupError } from '../platform/startup-error.ts';
import { networkFolder } from './map-tiles.route.ts';
import { addNetworkCommands } from './network-commands.ts';
import { writeExtract } from './write-extract.ts';

let database: TestDatabase;
let dataFolder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), 'service-circle-load-'));
});
afterAll(() => database.close());

async function network(...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  const program = new Command().exitOverride();
  addNetworkCommands(program, {
    run: async (work) => {
      await work(createRequestContext({ database, principal: new Principal('OPERATOR') }), dataFolder);
    },
    print: (line) => lines.push(line),
  });
  await program.parseAsync(['network', ...args], { from: 'user' });
  return lines;
}

/** What the operator reads: one line. */
async function refusalOf(file: string): Promise<string> {
  const error: unknown = await network('load', file, '--name', 'town').then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StartupError);
  return error instanceof StartupError ? error.message : '';
}

it('an extract that is empty, none, cut off or without a road is refused in a line, and nothing of it is left', async () => {
  const written = async (name: string, content: Buffer | string) => {
    const path = join(dataFolder, name);
    await writeFile(path, content);
    return path;
  };
  const whole = await readFile(await writeRiverExtract());
  const meadow = join(dataFolder, 'meadow.osm.pbf');
  await writeFile(
    meadow,
    writeExtract({
      nodes: [
        { id: 1, lon: 108.4, lat: 22.8 },
        { id: 2, lon: 108.41, lat: 22.8 },
      ],
      ways: [{ id: 1, refs: [1, 2], tags: { landuse: 'meadow' } }],
    }),
  );
  const files: [file: string, line: RegExp][] = [
    [join(dataFolder, 'nowhere.osm.pbf'), /^EXTRACT_NOT_FOUND: There is no such file\. /],
    [await written('empty.osm.pbf', ''), /^EMPTY_EXTRACT: The file is empty\. /],
    [await written('text.osm.pbf', '<osm version="0.6"></osm>'), /^NOT_AN_EXTRACT: /],
    // The header is whole, and the roads are cut in their midst.
    [
      await written('cut.osm.pbf', whole.subarray(0, whole.length - 40)),
      /^TRUNCATED_EXTRACT: The file is cut off: download it again\. .*cut\.osm\.pbf/,
    ],
    [meadow, /^NO_ROADS: There is no road in it\. /],
  ];
  for (const [file, line] of files) {
    const said = await refusalOf(file);
    expect(said).toMatch(line);
    expect(said).not.toContain('\n');
    expect(existsSync(networkFolder(dataFolder, 'town'))).toBe(false);
  }
  expect(await network('list')).toEqual([]);
});
