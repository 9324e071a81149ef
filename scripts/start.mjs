import { buildDashboard, install, node, run, typescript } from './workspace.mjs';

await install();
await buildDashboard();
process.exitCode = await run(node(), [...typescript('cli.ts'), 'serve', ...process.argv.slice(2)]);
