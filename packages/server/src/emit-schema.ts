import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { MEASURE_DEFINITIONS } from './definitions/definitions.ts';
import { errorsDocument } from './definitions/errors-document.ts';
import { measuresDocument } from './definitions/measures-document.ts';
import { accessMatrix } from './identity/access-matrix.ts';
import { createSchema } from './schema.ts';

// Writes what is made from the code and committed: the SDL, docs/access-matrix.csv, docs/measures.md and docs/errors.md. With --check: compares instead.

const ROOT = new URL('../../../', import.meta.url);

const schema = createSchema();
const emitted = [
  {
    path: 'packages/schema/schema.graphql',
    text: `# Emitted from the resolvers by \`npm run emit-schema\`; do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`,
  },
  { path: 'docs/access-matrix.csv', text: accessMatrix(schema) },
  { path: 'docs/measures.md', text: measuresDocument(MEASURE_DEFINITIONS) },
  { path: 'docs/errors.md', text: errorsDocument() },
];

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
for (const { path, text } of emitted) {
  const file = new URL(path, ROOT);
  if (!values.check) {
    await writeFile(file, text);
  } else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    process.stderr.write(`${path} is not what the code says: run \`npm run emit-schema\` and commit it.\n`);
    process.exitCode = 1;
  }
}
