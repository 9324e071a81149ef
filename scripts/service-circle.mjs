import { buildDashboard, install, runServer } from './workspace.mjs';

const args = process.argv.slice(2);
await install();
if (args[0] === 'serve') {
  await buildDashboard();
}
process.exitCode = await runServer('cli.ts', args);
