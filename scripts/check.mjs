import { join } from 'node:path';
import { install, node, ROOT, run, say, typescript } from './workspace.mjs';

const bin = (...path) => join(ROOT, 'node_modules', ...path);
const dashboard = join(ROOT, 'packages', 'dashboard');

/** What must hold of the sources, beside the tests; each has its own mend. */
const CHECKS = [
  ['type check of the server', [bin('typescript', 'bin', 'tsc'), '-p', 'packages/server']],
  ['type check of the dashboard', [bin('typescript', 'bin', 'tsc'), '-p', 'packages/dashboard']],
  ['format, lint and import rule', [bin('@biomejs', 'biome', 'bin', 'biome'), 'ci', '--error-on-warnings', '.']],
  ['emitted SDL and measures', [...typescript('emit-schema.ts'), '--check']],
  ['generated operations', [join(dashboard, 'node_modules', '@graphql-codegen', 'cli', 'cjs', 'bin.js'), '--check'], dashboard],
];

await install();
let failed = 0;
for (const [name, args, cwd = ROOT] of CHECKS) {
  const code = await run(node(), args, { cwd });
  say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  failed += code === 0 ? 0 : 1;
}
say(`checks: ${CHECKS.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
