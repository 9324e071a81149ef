import { httpStatusOf, REFUSAL_CODES, type RefusalCode } from '../platform/refusal.ts';

/** docs/errors.md: the closed list of codes. */
export function errorsDocument(): string {
  const rows = (Object.keys(REFUSAL_CODES) as RefusalCode[]).map(
    (code) => `| \`${code}\` | ${httpStatusOf(code)} | ${REFUSAL_CODES[code]} |`,
  );
  return `# Errors

Written by \`npm run emit-schema\` from \`packages/server/src/platform/refusal.ts\`; do not edit.

Every error, of the API as of any other address, is told as \`{ "errors": [{ "message", "extensions": { "code" } }] }\` with a code of this list; the API tells
the list itself by the query \`errorCodes\`. The status is that of an answer that is the error and nothing else: beside data it is 200, and so it is for
a refused document where the caller does not accept \`application/graphql-response+json\`. What is
not on the list leaves the server as \`INTERNAL_SERVER_ERROR\`, without a stack, a statement or a reason; it is logged. A row that is hidden and one that does
not exist are answered alike. What a change may be refused for is no error but a typed result, described in the schema.

| code | status | meaning |
|---|---|---|
${rows.join('\n')}
`;
}
