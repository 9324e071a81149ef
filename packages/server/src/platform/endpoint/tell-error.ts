import type { ErrorRequestHandler, Response } from 'express';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { QUERY_CANCELED } from '../abandoned-work.ts';
import {
  httpStatusOf,
  isRefusalCode,
  REFUSAL_CODES,
  Refusal,
  type RefusalCode,
  RequestRefusal,
} from '../refusal.ts';

interface Told {
  readonly code: RefusalCode;
  readonly message: string;
}

/** graphql-js tells a document with too many tokens as any other that it cannot parse. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more that \d+ tokens/;
/** What the reader of a body (body-parser) refuses it for; for anything else it is not what the address understands. */
const OF_BODIES: Readonly<Record<string, RefusalCode>> = {
  'entity.too.large': 'BODY_TOO_LARGE',
  'encoding.unsupported': 'UNSUPPORTED_MEDIA_TYPE',
  'charset.unsupported': 'UNSUPPORTED_MEDIA_TYPE',
};

/** An error of the API as its caller is told: with a code of the closed list, and nothing of what is inside. What is ours is logged. */
export function tellGraphQLError(
  formatted: GraphQLFormattedError,
  error: unknown,
  logger: Logger,
): GraphQLFormattedError {
  const { code, message } = ofGraphQL(formatted, error);
  if (code === 'INTERNAL_SERVER_ERROR') {
    logger.error({ err: error, path: formatted.path }, 'a query failed');
  }
  return {
    message,
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
    extensions: { code },
  };
}

/** Answers a request with an error and nothing else, in the form of the API. An answer that has begun is cut off. */
export function answerError(response: Response, error: unknown, logger: Logger): void {
  const { code, message } = ofRequest(error);
  if (code === 'INTERNAL_SERVER_ERROR') {
    logger.error({ err: error }, 'a request failed');
  }
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const [name, value] of error instanceof RequestRefusal ? error.headers : []) {
    response.set(name, value);
  }
  response.status(httpStatusOf(code)).json({ errors: [{ message, extensions: { code } }] });
}

/** The last word on every request that failed: handlers throw, and it is told here. */
export function lastWord(logger: Logger): ErrorRequestHandler {
  return (error, request, response, _next) => {
    // Of a caller that went away there is nobody to tell.
    if (!request.socket.destroyed) {
      answerError(response, error, logger);
    }
  };
}

function ofGraphQL(formatted: GraphQLFormattedError, error: unknown): Told {
  const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (original instanceof Refusal || isCanceled(original)) {
    return ofRequest(original);
  }
  const code = formatted.extensions?.['code'];
  if (code === 'GRAPHQL_PARSE_FAILED' && TOO_MANY_TOKENS.test(formatted.message)) {
    return plain('DOCUMENT_TOO_LONG');
  }
  if (code === 'PERSISTED_QUERY_NOT_FOUND') {
    return plain(code);
  }
  if (isRefusalCode(code) && code !== 'INTERNAL_SERVER_ERROR') {
    return { code, message: formatted.message };
  }
  // Apollo Server refuses some requests with a status alone.
  const http = error instanceof GraphQLError ? error.extensions['http'] : undefined;
  return isOfTheCaller(http)
    ? { code: 'BAD_REQUEST', message: formatted.message }
    : plain('INTERNAL_SERVER_ERROR');
}

function ofRequest(error: unknown): Told {
  if (error instanceof Refusal) {
    return { code: error.code, message: error.message };
  }
  if (isCanceled(error)) {
    return plain('QUERY_TOO_SLOW');
  }
  if (!isOfTheCaller(error)) {
    return plain('INTERNAL_SERVER_ERROR');
  }
  if (error.status === httpStatusOf('NOT_FOUND')) {
    return plain('NOT_FOUND');
  }
  return plain(OF_BODIES[error.type ?? ''] ?? 'BAD_REQUEST');
}

function plain(code: RefusalCode): Told {
  return { code, message: REFUSAL_CODES[code] };
}

function isCanceled(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === QUERY_CANCELED;
}

function isOfTheCaller(error: unknown): error is { readonly status: number; readonly type?: string } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status < 500
  );
}
