import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import type { DocumentNode } from 'graphql';

/** The server knows our documents by the hashes that the generated operations carry: a page sends no document, and needs none sent again. */
const byHash = new PersistedQueryLink({
  generateHash: (document: DocumentNode & { readonly __meta__?: { readonly hash: string } }) =>
    document.__meta__?.hash ?? '',
  retry: () => false,
  disable: () => false,
});

const http = new HttpLink({ uri: '/graphql' });

export const apollo = new ApolloClient({
  // While the pages are being written the server was built with others.
  link: import.meta.env.PROD ? ApolloLink.from([byHash, http]) : http,
  cache: new InMemoryCache({
    typePolicies: {
      // Figures and dimension values have no identity beyond the question they answer.
      DimensionValue: { keyFields: false },
      ServicePoint: { keyFields: false },
      ServiceItem: { keyFields: false },
      Bureau: { keyFields: ['code'] },
      Application: { keyFields: false },
      OutreachEvent: { keyFields: false },
    },
  }),
});
