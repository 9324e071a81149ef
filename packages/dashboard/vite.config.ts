import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { asSent } from './as-sent.ts';
import documents from './src/gql/persisted-documents.json' with { type: 'json' };

/** For the server: what the pages ask, by the hash that they name it with. */
function trustedDocuments(): Plugin {
  return {
    name: 'trusted-documents',
    generateBundle() {
      const texts = Object.entries(documents).map(([hash, text]) => [hash, asSent(text)]);
      this.emitFile({
        type: 'asset',
        fileName: 'persisted-documents.json',
        source: JSON.stringify(Object.fromEntries(texts)),
      });
    },
  };
}

// biome-ignore lint/style/noDefaultExport: Vite reads its configuration from the default export.
export default defineConfig({
  plugins: [react(), trustedDocuments()],
  server: {
    proxy: {
      '/graphql': 'http://localhost:4000',
      '/exports': 'http://localhost:4000',
      '/map': 'http://localhost:4000',
    },
  },
});
