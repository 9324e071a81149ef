import 'reflect-metadata';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addCoverageCommands } from '../src/coverage/coverage-commands.ts';
import { Principal } from '../src/identity/principal.ts';
import { createRequestContext } from '../src/identity/request-context.ts';
import { addNetworkCommands } from '../src/network/network-commands.ts';
import { addWarningCommands } from '../src/warnings/warning-commands.ts';
import { runCommand, startCommand } from './command-line.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

// What the operator does by commands, outside of any request, is on record as what is done on the pages.

let database: TestDatabase;
let dataFolder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), 'service-circle-record-'));
});
afterAll(() => database.close());

/** Every entry with an outcome since the last call, as `bureau action outcome code subject`; all are the operator's, from the machine itself. */
async function taken(): Promise<string[]> {
  const { rows } = await database.pool.query<{ id: number; entry: string }>(
    `select e.id, concat_ws(' ', coalesce(b.code, '-'), action, outcome, e.code, subject) as entry
     from audit_entry e left join bureau b on b.id = e.bureau_id
     where outcome <> 'BEGUN' and actor_kind = 'OPERATOR' and address is null and e.id > $1 order by 2`,
    [seen],
  );
  seen = Math.max(seen, ...rows.map(({ id }) => id));
  return rows.map(({ entry }) => entry);
}
let seen = 0;

async function fileOf(name: string, content: string): Promise<string> {
  const path = join(dataFolder, name);
  await writeFile(path, content);
  return path;
}

it('processes of their own: bureaux, imports, links and keys', async () => {
  const product = { database, dataFolder };
  await runCommand(product, 'bureau', 'add', 'ONE', '--name-zh', '河区');
  expect(await taken()).toEqual(['ONE BUREAU_ADDED SUCCEEDED {"bureau": "ONE"}']);
  const areas = await fileOf('13812345678.csv', 'code,longitude,latitude\nA,108.3,22.8\nB,108.4,north\n');
  // One after the other: a bureau has one import at a time.
  const imported = async () => {
    await runCommand(product, 'import', areas, '--profile', 'demand-areas');
    const none = join(dataFolder, 'none.csv');
    await once(startCommand(product, ['import', none, '--profile', 'demand-areas']), 'exit');
  };
  await Promise.all([
    imported(),
    runCommand(product, 'account', 'admin-link'),
    runCommand(product, 'applicant', 'rotate-key'),
  ]);
  const entries = await taken();
  expect(entries).toEqual([
    '- APPLICANT_KEY_ROTATED SUCCEEDED {}',
    '- LINK_ISSUED SUCCEEDED {"purpose": "ADMINISTRATOR"}',
    expect.stringMatching(/^ONE IMPORT_STARTED REFUSED FILE_NOT_FOUND /),
    expect.stringMatching(/^ONE IMPORT_STARTED SUCCEEDED .*"profile": "demand-areas", .*"rowsRefused": 1/),
  ]);
  expect(entries.join()).not.toMatch(/13812345678|108\.3|north/);
});

it('targets and networks, refused ones too', async () => {
  const program = new Command().exitOverride();
  const runner = {
    run: async (
      work: (context: ReturnType<typeof createRequestContext>, folder: string) => Promise<number>,
    ) => {
      await work(createRequestContext({ database, principal: new Principal('OPERATOR') }), dataFolder);
    },
    print: () => undefined,
  };
  addWarningCommands(program, runner);
  addCoverageCommands(program, runner);
  addNetworkCommands(program, runner);
  const run = (...args: string[]) => program.parseAsync(args, { from: 'user' });
  await run(
    'target',
    'load',
    await fileOf('targets.csv', '指标编码,周期,目标值,起始日期\non-time,YEAR,0.9,2022-01-01\n'),
  );
  await run('coverage-target', 'set', 'RESIDENTS', '95%', '2026-12-31', '--mode', 'WALK', '--minutes', '30');
  await expect(run('network', 'remove', 'nowhere')).rejects.toThrow('NETWORK_NOT_FOUND');
  expect(await taken()).toEqual([
    '- NETWORK_REMOVED REFUSED NETWORK_NOT_FOUND {"network": "nowhere"}',
    expect.stringMatching(/^ONE COVERAGE_TARGET_SET SUCCEEDED .*"subject": "RESIDENTS"/),
    'ONE TARGET_SET SUCCEEDED {"targets": 1}',
  ]);
});
