import { install, node, run, typescript } from './workspace.mjs';

await install();
process.exitCode = await run(node(), [...typescript('emit-schema.ts'), ...process.argv.slice(2)]);
