import { install, runServer } from './workspace.mjs';

await install();
process.exitCode = await runServer('emit-schema.ts', process.argv.slice(2));
