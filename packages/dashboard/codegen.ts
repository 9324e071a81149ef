import type { CodegenConfig } from '@graphql-codegen/cli';
import { hashOf } from './as-sent.ts';

const config: CodegenConfig = {
  schema: '../schema/schema.graphql',
  documents: ['src/**/*.tsx', 'src/**/*.ts', '!src/gql/**'],
  generates: {
    './src/gql/': {
      preset: 'client',
      presetConfig: {
        fragmentMasking: false,
        // By its hash the server knows a document (platform/apollo.ts, vite.config.ts).
        persistedDocuments: { hashAlgorithm: hashOf },
      },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: { Date: 'string', DateTime: 'string', ID: 'string' },
      },
    },
  },
};

// biome-ignore lint/style/noDefaultExport: GraphQL Code Generator reads its configuration from the default export.
export default config;
