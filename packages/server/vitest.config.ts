import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export.
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/embedded-postgres.ts'],
    // A first test of a file may wait for its database to be cloned from the template.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
