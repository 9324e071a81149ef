import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { install, node, ROOT, run, runServer, say } from './workspace.mjs';

const bin = (...path) => join(ROOT, 'node_modules', ...path);
const dashboard = join(ROOT, 'packages', 'dashboard');

const command =
  (args, cwd = ROOT) =>
  () =>
    run(node(), args, { cwd });

/** What must hold of the sources, beside the tests. */
const CHECKS = [
  ['type check of the server', command([bin('typescript', 'bin', 'tsc'), '-p', 'packages/server'])],
  ['type check of the dashboard', command([bin('typescript', 'bin', 'tsc'), '-p', 'packages/dashboard'])],
  [
    'format, lint and import rule',
    command([bin('@biomejs', 'biome', 'bin', 'biome'), 'ci', '--error-on-warnings', '.']),
  ],
  ['emitted SDL and measures', () => runServer('emit-schema.ts', ['--check'])],
  [
    'generated operations',
    command(
      [
        join(dashboard, 'node_modules', '@graphql-codegen', 'cli', 'cjs', 'bin.js'),
        '--config',
        'codegen.ts',
        '--check',
      ],
      dashboard,
    ),
  ],
];

await install();
let failed = 0;
for (const [name, check] of CHECKS) {
  const code = await check();
  say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  failed += code === 0 ? 0 : 1;
}
const { values } = parseArgs({ options: { totals: { type: 'string' } } });
if (values.totals) {
  writeFileSync(values.totals, JSON.stringify({ passed: CHECKS.length - failed, failed }));
}
say(`checks: ${CHECKS.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
