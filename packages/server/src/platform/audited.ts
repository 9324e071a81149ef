import { defaultFieldResolver, GraphQLError, type GraphQLField, type GraphQLSchema } from 'graphql';
import type pg from 'pg';
import { Extensions } from 'type-graphql';
import { finishWhateverHappens } from './abandoned-work.ts';
import {
  type AuditAction,
  type AuditActor,
  type AuditEnd,
  type AuditNote,
  type AuditValue,
  recordAttempt,
} from './audit-trail.ts';
import { StartupError } from './startup-error.ts';

/** What a request is recorded with. */
export interface AuditContext {
  readonly principal: AuditActor;
  readonly pool: Pick<pg.Pool, 'query'>;
  readonly clock: () => Date;
  readonly address: string | null;
}

interface Audited {
  readonly action: AuditAction;
  readonly identifying: readonly string[];
}

/**
 * Declares what a mutation goes on record as.
 * @param identifying arguments that say which rows, by name or by path (`target.measure`): ids, codes and switches, never texts
 */
export function Audited(action: AuditAction, ...identifying: string[]): MethodDecorator {
  return Extensions({ audited: { action, identifying } satisfies Audited });
}

/**
 * Every mutation goes on record before it is made, and with its outcome before it is answered, refused ones too.
 * @throws Error when a mutation has no action, naming all such, so that a forgotten one never starts
 */
export function auditMutations(schema: GraphQLSchema): GraphQLSchema {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  const without = fields.filter(({ extensions }) => !extensions['audited']).map(({ name }) => name);
  if (without.length > 0) {
    throw new Error(`Mutations without an audit action: ${without.join(', ')}`);
  }
  for (const field of fields) {
    putOnRecord(field, field.extensions['audited'] as Audited);
  }
  return schema;
}

export interface AuditedWork {
  readonly action: AuditAction;
  readonly bureauCode: string | null;
  readonly subject: AuditNote['subject'];
}

/**
 * Puts a piece of work on record, does it, and puts on record what came of it, whatever that is.
 * @param actorOf who did it, where that comes out by doing it
 * @throws what the work throws; what the database throws when it cannot be put on record, and then nothing is done
 */
export async function onRecord<Result>(
  { pool, principal, address, clock }: AuditContext,
  work: AuditedWork,
  does: () => Promise<Result>,
  actorOf: (result: Result) => AuditActor = () => principal,
): Promise<Result> {
  const ended = await recordAttempt(pool, { ...work, actor: principal, address }, clock);
  // On record even when the caller has gone away.
  const record = (end: AuditEnd) => finishWhateverHappens(() => ended(end));
  let result: Result;
  try {
    result = await does();
  } catch (error) {
    await record(failureOf(error));
    throw error;
  }
  await record({
    ...outcomeOf(result),
    actor: actorOf(result),
    subject: { ...work.subject, ...idsIn(result) },
  });
  return result;
}

function putOnRecord(field: GraphQLField<unknown, AuditContext>, { action, identifying }: Audited): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args: Readonly<Record<string, unknown>>, context, info) => {
    const bureau = args['bureau'];
    const bureauCode = typeof bureau === 'string' ? bureau : null;
    const work = { action, bureauCode, subject: identifiedBy(identifying, args) };
    return finishWhateverHappens(() =>
      // A resolver may throw before it has a promise to reject.
      onRecord(context, work, async () => await resolve(source, args, context, info)),
    );
  };
}

function identifiedBy(
  paths: readonly string[],
  args: Readonly<Record<string, unknown>>,
): AuditNote['subject'] {
  return Object.fromEntries(
    paths.flatMap((path) => {
      const value = path
        .split('.')
        .reduce<unknown>((from, name) => (from as Record<string, unknown> | null | undefined)?.[name], args);
      return isAuditValue(value) ? [[path, value]] : [];
    }),
  );
}

function isAuditValue(value: unknown): value is AuditValue {
  return Array.isArray(value)
    ? value.every((each) => typeof each === 'string' || typeof each === 'number')
    : ['string', 'number', 'boolean'].includes(typeof value);
}

function failureOf(error: unknown): AuditEnd {
  if (error instanceof GraphQLError) {
    return { outcome: 'REFUSED', code: String(error.extensions['code']) };
  }
  // Told to the operator in words, which may quote what was asked, and by a code where there is one.
  return error instanceof StartupError
    ? { outcome: 'REFUSED', code: plainCode(codeOf(error)) }
    : { outcome: 'FAILED', code: 'INTERNAL_SERVER_ERROR' };
}

/** A refusal of the domain is a result: a code of its own, or of its `refusal`, `error` or `problem`; false: there was nothing to do. */
function outcomeOf(result: unknown): AuditEnd {
  if (result === false) {
    return { outcome: 'REFUSED', code: null };
  }
  const { code, refusal, error, problem } = Object(result) as Readonly<Record<string, unknown>>;
  const reason = code ?? codeOf(refusal) ?? codeOf(error) ?? problem;
  // A problem may be told in words, which may quote what was sent.
  return reason == null
    ? { outcome: 'SUCCEEDED', code: null }
    : { outcome: 'REFUSED', code: plainCode(reason) };
}

function plainCode(reason: unknown): string | null {
  return /^[A-Z_]+$/.test(String(reason)) ? String(reason) : null;
}

function codeOf(part: unknown): unknown {
  return (part as { readonly code?: unknown } | null | undefined)?.code;
}

/** The ids of what came of it (a run, a scenario, a target), and counts. */
function idsIn(result: unknown): AuditNote['subject'] {
  return Object.fromEntries(
    Object.entries(Object(result) as object).flatMap(([name, part]: [string, unknown]) => {
      if (typeof part === 'number') {
        return [[name, part]];
      }
      const id: unknown = (part as { readonly id?: unknown } | null)?.id;
      return typeof id === 'string' || typeof id === 'number' ? [[`${name}.id`, id]] : [];
    }),
  );
}
