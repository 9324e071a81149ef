import { buildDashboard, install, node, run, typescript } from './workspace.mjs';

const args = process.argv.slice(2);
await install();
if (args[0] === 'serve') {
  await buildDashboard();
}
process.exitCode = await run(node(), [...typescript('cli.ts'), ...args]);
