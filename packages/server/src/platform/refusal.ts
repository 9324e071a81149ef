import { GraphQLError } from 'graphql';

/**
 * The closed list of codes in `extensions.code`, beside Apollo Server's own for documents that are not valid
 * (GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, BAD_USER_INPUT, …) and INTERNAL_SERVER_ERROR.
 */
export const REFUSAL_CODES = {
  BUREAU_NOT_FOUND: 'No such bureau, or it is not open to the caller.',
  FORBIDDEN: 'The field is not open to the caller.',
  PAGE_SIZE: 'first must be from 1 to the page-size ceiling.',
  INVALID_CURSOR: 'after is not a cursor of this list with this sort.',
  WORKING_DAYS_AHEAD: 'Working days ahead must be from 0 to the most.',
  INVALID_PERIOD:
    'from must not be after to, a period has a largest number of buckets, and a year is from 1 to 9999.',
  UNKNOWN_MEASURE: 'There is no measure of that id, or not one that this question can be asked of.',
} as const;
export type RefusalCode = keyof typeof REFUSAL_CODES;

/** An error that the caller can act on. */
export class Refusal extends GraphQLError {
  constructor(code: RefusalCode, message: string = REFUSAL_CODES[code]) {
    super(message, { extensions: { code } });
  }
}
