import { install, runServer } from './workspace.mjs';

await install();
process.exitCode = await runServer('../bench/import.ts', process.argv.slice(2));
