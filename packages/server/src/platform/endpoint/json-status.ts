import type { ApolloServerPlugin } from '@apollo/server';

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/**
 * The status of an answer in plain JSON to a document that was refused is 200, as GraphQL over HTTP has it for programs older than its own media
 * type: they would take another status for a failure of the way there. Who accepts application/graphql-response+json is told 400.
 */
export const JSON_STATUS: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ request, response, source }) => {
        const accepts = request.http?.headers.get('accept') ?? '';
        if (source !== undefined && response.http.status === 400 && !accepts.includes(GRAPHQL_RESPONSE)) {
          response.http.status = 200;
        }
        return Promise.resolve();
      },
    }),
};
