import { buildDashboard, install, runServer } from './workspace.mjs';

await install();
await buildDashboard();
process.exitCode = await runServer('cli.ts', ['serve', ...process.argv.slice(2)]);
