import type { ApolloServerPlugin } from '@apollo/server';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import type { ParseOptions, ValidationContext, ValidationRule } from 'graphql';
import { REFUSAL_CODES, Refusal, type RefusalCode, RequestRefusal } from '../refusal.ts';
import { documentCost } from './document-cost.ts';
import { LIMITS } from './limits.ts';

/** Past so many tokens a document is not parsed on; tell-error.ts gives the parser's refusal its code. */
export const PARSE_OPTIONS: ParseOptions = { maxTokens: LIMITS.tokens };

/** Refuses documents of a shape beyond the limits, each with its own code, while they are compared with the schema. */
export const SHAPE_RULES: readonly ValidationRule[] = [
  maxDepthRule({ n: LIMITS.depth, ...refusing('DOCUMENT_TOO_DEEP', LIMITS.depth) }) as ValidationRule,
  maxAliasesRule({ n: LIMITS.aliases, ...refusing('TOO_MANY_ALIASES', LIMITS.aliases) }) as ValidationRule,
  maxDirectivesRule({
    n: LIMITS.directives,
    ...refusing('TOO_MANY_DIRECTIVES', LIMITS.directives),
  }) as ValidationRule,
];

function refusing(code: RefusalCode, limit: number) {
  return {
    onReject: [
      (context: ValidationContext | null) =>
        context?.reportError(new Refusal(code, `${REFUSAL_CODES[code]} It is ${limit}.`)),
    ],
    propagateOnRejection: false,
  };
}

/** Refuses operations of a kind that there is none of, and those whose answer could hold more than the limit, before anything is asked of the database. */
export const OPERATION_LIMITS: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ schema, document, operation, request }) => {
        if (operation && !schema.getRootType(operation.operation)) {
          throw new RequestRefusal(
            'OPERATION_RESOLUTION_FAILURE',
            `There is no ${operation.operation} here.`,
          );
        }
        const cost = operation ? documentCost(schema, document, operation, request.variables ?? {}) : 0;
        if (cost > LIMITS.cost) {
          const values = Number.isFinite(cost) ? String(cost) : 'too many';
          throw new RequestRefusal(
            'DOCUMENT_TOO_COSTLY',
            `The answer could hold ${values} values; the limit is ${LIMITS.cost}. Ask for smaller pages or fewer fields.`,
          );
        }
        return Promise.resolve();
      },
    }),
};
