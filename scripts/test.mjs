import { join } from 'node:path';
import { buildDashboard, install, node, ROOT, run } from './workspace.mjs';

await install();
// The browser tests open what a user would.
await buildDashboard();
const codes = [];
for (const name of ['server', 'dashboard']) {
  const folder = join(ROOT, 'packages', name);
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
  codes.push(await run(node(), [vitest, 'run', ...process.argv.slice(2)], { cwd: folder }));
}
process.exitCode = Math.max(...codes);
