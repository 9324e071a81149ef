import { GraphQLError } from 'graphql';

/**
 * The closed list of codes in `extensions.code`, beside Apollo Server's own for documents that are not valid
 * (GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, BAD_USER_INPUT, …) and INTERNAL_SERVER_ERROR.
 */
export const REFUSAL_CODES = {
  BUREAU_NOT_FOUND: 'No such bureau, or it is not open to the caller.',
  FORBIDDEN: 'The field is not open to the caller.',
  TOKEN_REFUSED: 'The service token is not one in force.',
  TOO_MANY_ATTEMPTS: 'Too many attempts failed: Retry-After says when to come again.',
  PAGE_SIZE: 'first must be from 1 to the page-size ceiling.',
  INVALID_CURSOR: 'after is not a cursor of this list with this sort.',
  WORKING_DAYS_AHEAD: 'Working days ahead must be from 0 to the most.',
  INVALID_PERIOD:
    'from must not be after to, a period has a largest number of buckets, and a year is from 1 to 9999.',
  THRESHOLD_MINUTES: 'A threshold is a whole number of minutes within its range.',
  OPEN_AT: 'A time of the week is a weekday from 1 to 7 and a time HH:MM.',
  UNKNOWN_SERVICE_ITEM: 'There is no service item of that code.',
  UNKNOWN_SERVICE_POINT: 'There is no service point of that code.',
  UNKNOWN_TOWN_OR_STREET: 'No place is in a town or street of that name.',
  UNKNOWN_MEASURE: 'There is no measure of that id, or not one that this question can be asked of.',
} as const;
export type RefusalCode = keyof typeof REFUSAL_CODES;

/** An error that the caller can act on. */
export class Refusal extends GraphQLError {
  constructor(code: RefusalCode, message: string = REFUSAL_CODES[code]) {
    super(message, { extensions: { code } });
  }
}
