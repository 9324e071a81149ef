import { GraphQLError } from 'graphql';

/**
 * The closed list of codes in `extensions.code`, of the API and of every other address: what is not listed leaves the server as
 * INTERNAL_SERVER_ERROR. docs/errors.md and the query `errorCodes` are made from it. Refusals of a domain are typed results with codes of
 * their own, described in the schema.
 */
export const REFUSAL_CODES = {
  // A request as such
  BAD_REQUEST:
    'The request is not one that this address understands: its method, its parameters, its JSON or its UTF-8.',
  UNSUPPORTED_MEDIA_TYPE: 'The content type, its charset or its encoding is not one that this address takes.',
  BODY_TOO_LARGE: 'The body of the request is larger than this address takes.',
  REQUEST_TIMEOUT: 'The body of the request did not arrive in time.',
  CROSS_SITE_REQUEST: 'The request comes from a page of another site.',
  WRONG_HOST: 'The operator’s server answers to localhost only.',
  NOT_FOUND: 'There is nothing at this address.',
  RATE_LIMITED: 'Too many requests in a short time; Retry-After tells the seconds to wait.',
  BUSY: 'As many of these are being served as may be at once; Retry-After tells the seconds to wait.',
  // A GraphQL document
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  OPERATION_RESOLUTION_FAILURE:
    'The document has no operation of that name, or several and no name was given.',
  BAD_USER_INPUT: 'A variable or parameter is not of its type.',
  DOCUMENT_TOO_LONG: 'The document has more tokens than the limit.',
  DOCUMENT_TOO_DEEP: 'The document is nested deeper than the limit.',
  TOO_MANY_ALIASES: 'The document has more aliases than the limit.',
  TOO_MANY_DIRECTIVES: 'The document has more directives than the limit.',
  DOCUMENT_TOO_COSTLY: 'The answer could hold more values than the limit, by the page sizes asked for.',
  DOCUMENT_NOT_TRUSTED:
    'A signed-in page may ask only what it was built with; other questions need a service token.',
  PERSISTED_QUERY_NOT_FOUND:
    'The server does not know the document of this hash: the page was built for another version and must be loaded anew.',
  QUERY_TOO_SLOW: 'The question takes longer than the database is given for it.',
  // What is asked for
  FORBIDDEN: 'This is not open to the caller.',
  BUREAU_NOT_FOUND: 'No such bureau, or it is not open to the caller.',
  RUN_NOT_FOUND: 'No such import run, or it is not open to the caller.',
  NETWORK_NOT_FOUND: 'There is no network of this name.',
  UPLOAD_TOO_LARGE: 'The file is larger than an upload may be.',
  TOO_MANY_ROWS: 'More rows than a sheet has.',
  TOKEN_REFUSED: 'The service token is not one in force.',
  TOO_MANY_ATTEMPTS: 'Too many attempts failed: Retry-After says when to come again.',
  // Signing in
  SIGN_IN_REFUSED: 'There is no account of that name and password.',
  LINK_REFUSED: 'The one-time link is not one in force.',
  NAME_TAKEN: 'There is an account of that name already.',
  PASSWORD_LENGTH: 'A password has from 12 to 200 characters.',
  SIGN_IN_NAME: 'A name to sign in with has letters, digits and . _ @ + -, 100 at most.',
  SINGLE_SIGN_ON_REFUSED:
    'The provider did not vouch for whoever came back from it, or the account is disabled here.',
  SINGLE_SIGN_ON_NO_ROLE: 'The provider gives no role that is known here.',
  // Parameters
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
  INTERNAL_SERVER_ERROR: 'Something went wrong on our side; it has been logged.',
} as const;
export type RefusalCode = keyof typeof REFUSAL_CODES;

/** The HTTP status of an answer that is a refusal and nothing else; of those not named here, 400. */
const HTTP_STATUS: Partial<Record<RefusalCode, number>> = {
  // By the protocol of persisted queries.
  PERSISTED_QUERY_NOT_FOUND: 200,
  UNSUPPORTED_MEDIA_TYPE: 415,
  BODY_TOO_LARGE: 413,
  REQUEST_TIMEOUT: 408,
  CROSS_SITE_REQUEST: 403,
  WRONG_HOST: 421,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  TOKEN_REFUSED: 401,
  TOO_MANY_ATTEMPTS: 429,
  SIGN_IN_REFUSED: 401,
  LINK_REFUSED: 404,
  NAME_TAKEN: 409,
  PASSWORD_LENGTH: 422,
  SIGN_IN_NAME: 422,
  SINGLE_SIGN_ON_REFUSED: 403,
  SINGLE_SIGN_ON_NO_ROLE: 403,
  BUSY: 503,
  DOCUMENT_NOT_TRUSTED: 403,
  QUERY_TOO_SLOW: 503,
  FORBIDDEN: 403,
  BUREAU_NOT_FOUND: 404,
  RUN_NOT_FOUND: 404,
  NETWORK_NOT_FOUND: 404,
  UPLOAD_TOO_LARGE: 413,
  TOO_MANY_ROWS: 422,
  INTERNAL_SERVER_ERROR: 500,
};

export function httpStatusOf(code: RefusalCode): number {
  return HTTP_STATUS[code] ?? 400;
}

export function isRefusalCode(code: unknown): code is RefusalCode {
  return typeof code === 'string' && Object.hasOwn(REFUSAL_CODES, code);
}

/** An error that the caller can act on. */
export class Refusal extends GraphQLError {
  constructor(
    readonly code: RefusalCode,
    message: string = REFUSAL_CODES[code],
    extensions: Readonly<Record<string, unknown>> = {},
  ) {
    super(message, { extensions: { ...extensions, code } });
  }
}

/** A refusal of the whole request, whatever it asks for: Apollo Server answers with its status and headers. */
export class RequestRefusal extends Refusal {
  constructor(
    code: RefusalCode,
    message?: string,
    readonly headers: ReadonlyMap<string, string> = new Map(),
  ) {
    super(code, message, { http: { status: httpStatusOf(code), headers } });
  }
}
