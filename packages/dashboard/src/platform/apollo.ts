import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';

export const apollo = new ApolloClient({
  link: new HttpLink({ uri: '/graphql' }),
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
