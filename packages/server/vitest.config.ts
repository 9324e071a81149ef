import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './test/slowest-first.ts';

// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export.
export default defineConfig({
  // Vite would take graphql's module build and Node.js its main one: two copies refuse each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/planted-secrets.ts', 'test/embedded-postgres.ts'],
    sequence: { sequencer: SlowestFirst },
    // Half of a test's time is the database's or the browser's, so that two files at once keep two processors busy, and a small machine too.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A first test of a file may wait for its database to be cloned from the template, on a machine that does other work too.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // What is looked at again and again, until a busy machine has drawn it.
    expect: { poll: { timeout: 20_000 } },
  },
});
