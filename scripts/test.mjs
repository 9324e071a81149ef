import { join } from 'node:path';
import { buildDashboard, install, node, ROOT, run } from './workspace.mjs';

await install();
// The browser tests open what a user would.
await buildDashboard();
const codes = [];
for (const name of ['server', 'dashboard']) {
  const folder = join(ROOT, 'packages', name);
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
  // A file of results, where one is asked for, is one of each package.
  const args = process.argv
    .slice(2)
    .map((arg) => arg.replace(/(--outputFile\.json=.*)\.json$/, `$1-${name}.json`));
  codes.push(await run(node(), [vitest, 'run', ...args], { cwd: folder }));
}
process.exitCode = Math.max(...codes);
