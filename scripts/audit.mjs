import { PNPM, run } from './workspace.mjs';

// What the registry knows of the packages of production; fails on anything high or critical.
process.exitCode = await run('npx', ['--yes', PNPM, 'audit', '--prod', '--audit-level', 'high']);
