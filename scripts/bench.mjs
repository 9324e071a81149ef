import { install, runServer } from './workspace.mjs';

/** Each has its own numbers to tell; without a name it is the import. */
const BENCHES = [
  'coverage',
  'early-warning',
  'import',
  'public-pages',
  'real-districts',
  'row-scope',
  'siting',
  'travel-times',
];

const [first, ...rest] = process.argv.slice(2);
const name = BENCHES.find((each) => each === first);
await install();
process.exitCode = await runServer(
  `../bench/${name ?? 'import'}.ts`,
  name === undefined ? process.argv.slice(2) : rest,
);
