import type pg from 'pg';
import sql, { type Sql } from 'sql-template-tag';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import { rowIdOf } from '../platform/row-id.ts';
import { inTransaction } from '../platform/transaction.ts';
import {
  insertAccount,
  isSignInName,
  NAME_LENGTH,
  replaceRoles,
  replaceServicePoints,
  signInNameOf,
} from './account.ts';
import { issueLink, linkPath } from './one-time-link.ts';
import { type PersonRow, selectPeople } from './person.sql.ts';
import type { Person, PersonInput, PersonRefusalCode } from './person.type.ts';
import type { RequestContext } from './request-context.ts';
import { administeredBy } from './session.sql.ts';
import { endSessions } from './session.ts';

/** What came of a change: somebody as they stand now, with a link to give them or null, or why there is none. */
export type PersonOutcome = { readonly person: Person; readonly linkPath: string | null } | PersonRefusalCode;

/** The people whom the caller administers, by the name they sign in with. @throws Refusal PAGE_SIZE, INVALID_CURSOR */
export async function listPeople(
  { pool, clock, principal }: RequestContext,
  { first, after }: { readonly first: number; readonly after: string | null },
): Promise<Connection<Person>> {
  const size = checkPageSize(first);
  const administered = administeredBy(principal.bureauId);
  const beyond = after === null ? sql`true` : sql`a.sign_in_name > ${String(decodeCursor(after, 1)[0])}`;
  const { rows } = await pool.query<PersonRow>(
    selectPeople(sql`${administered} and ${beyond}`, clock(), size + 1),
  );
  return pageOf(
    rows,
    size,
    (row) => toPerson(row, principal.accountId),
    ({ sign_in_name }) => [sign_in_name],
    async () => {
      const counted = sql`select count(*) from account a where ${administered}`;
      return (await pool.query<{ count: number }>(counted)).rows[0]?.count ?? 0;
    },
  );
}

/** Makes an account without a password, and the link by which its owner sets one. */
export async function invitePerson(
  context: RequestContext,
  invited: { readonly signInName: string; readonly bureauCode: string | null; readonly input: PersonInput },
): Promise<PersonOutcome> {
  const { pool, clock, principal } = context;
  const bureauId = await administeredBureau(context, invited.bureauCode);
  if (bureauId === undefined) {
    return 'BUREAU_NOT_FOUND';
  }
  const signInName = signInNameOf(invited.signInName);
  if (!isSignInName(signInName)) {
    return 'SIGN_IN_NAME';
  }
  const wanted = await check(pool, bureauId, invited.input);
  if (typeof wanted === 'string') {
    return wanted;
  }
  const now = clock();
  return inTransaction(pool, async (client) => {
    const id = await insertAccount(client, { bureauId, signInName, ...wanted }, now);
    if (id === null) {
      return 'NAME_TAKEN';
    }
    const link = await issueLink(client, { purpose: 'INVITATION', accountId: id }, now);
    return outcome(client, id, principal.accountId, now, linkPath(link.secret));
  });
}

/** Gives somebody another name, other roles or other points. */
export function changePerson(
  context: RequestContext,
  id: string,
  input: PersonInput,
): Promise<PersonOutcome> {
  return change(context, id, async (client, person) => {
    const wanted = await check(client, person.bureau_id, input);
    if (typeof wanted === 'string') {
      return wanted;
    }
    const isSame = [...wanted.roles].sort().join() === [...person.roles].sort().join();
    if (person.is_single_sign_on && !isSame) {
      return 'SINGLE_SIGN_ON';
    }
    if (person.id === context.principal.accountId && !wanted.roles.includes('ADMIN')) {
      return 'OWN_ACCOUNT';
    }
    await client.query('update account set display_name = $2 where id = $1', [person.id, wanted.displayName]);
    await replaceRoles(client, person.id, wanted.roles);
    await replaceServicePoints(client, person.id, wanted.servicePointIds);
    return null;
  });
}

/** Lets somebody sign in no longer, at once, or again. */
export function setPersonDisabled(
  context: RequestContext,
  id: string,
  isDisabled: boolean,
): Promise<PersonOutcome> {
  return change(context, id, async (client, person, now) => {
    if (person.id === context.principal.accountId) {
      return 'OWN_ACCOUNT';
    }
    await endSessions(client, person.id, now);
    await client.query(
      'update account set disabled_at = case when $2 then coalesce(disabled_at, $3) end where id = $1',
      [person.id, isDisabled, now],
    );
    return null;
  });
}

/** Makes the link by which somebody sets a password: of an invitation until they have one, of a reset from then on. */
export function issuePersonLink(context: RequestContext, id: string): Promise<PersonOutcome> {
  return change(context, id, async (client, person, now) => {
    if (person.is_single_sign_on) {
      return 'SINGLE_SIGN_ON';
    }
    const purpose = person.has_password ? 'PASSWORD_RESET' : 'INVITATION';
    const link = await issueLink(client, { purpose, accountId: person.id }, now);
    return { linkPath: linkPath(link.secret) };
  });
}

type Work = (
  client: pg.PoolClient,
  person: PersonRow,
  now: Date,
) => Promise<PersonRefusalCode | { readonly linkPath: string } | null>;

/** Work on somebody whom the caller administers, in one transaction. */
async function change(
  { pool, clock, principal }: RequestContext,
  id: string,
  work: Work,
): Promise<PersonOutcome> {
  const now = clock();
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<PersonRow>(
      selectPeople(sql`a.id = ${rowIdOf(id)} and ${administeredBy(principal.bureauId)}`, now, 1),
    );
    const person = rows[0];
    if (person === undefined) {
      return 'PERSON_NOT_FOUND';
    }
    const result = await work(client, person, now);
    return typeof result === 'string'
      ? result
      : outcome(client, person.id, principal.accountId, now, result?.linkPath ?? null);
  });
}

async function outcome(
  client: pg.PoolClient,
  id: number,
  callerId: number | null,
  now: Date,
  path: string | null,
): Promise<PersonOutcome> {
  const { rows } = await client.query<PersonRow>(selectPeople(sql`a.id = ${id}`, now, 1));
  return rows[0] === undefined ? 'PERSON_NOT_FOUND' : { person: toPerson(rows[0], callerId), linkPath: path };
}

interface Wanted {
  readonly displayName: string;
  readonly roles: PersonInput['roles'];
  readonly servicePointIds: readonly number[];
}

/** What somebody is to be, with the points found by their codes, or what is wrong with it. */
async function check(
  client: pg.Pool | pg.PoolClient,
  bureauId: number | null,
  input: PersonInput,
): Promise<Wanted | PersonRefusalCode> {
  const displayName = input.displayName.normalize('NFKC').trim();
  const roles = [...new Set(input.roles)];
  const codes = [...new Set(input.servicePoints)];
  if (displayName.length === 0 || displayName.length > NAME_LENGTH) {
    return 'DISPLAY_NAME';
  }
  if (roles.length === 0) {
    return 'NO_ROLE';
  }
  if (bureauId === null && roles.some((role) => role !== 'ADMIN')) {
    return 'INSTALLATION_ROLE';
  }
  if (roles.includes('OFFICER') !== codes.length > 0) {
    return 'OFFICER_POINTS';
  }
  const { rows } = await client.query<{ id: number }>(pointsOf(bureauId, codes));
  return rows.length === codes.length
    ? { displayName, roles, servicePointIds: rows.map(({ id }) => id) }
    : 'UNKNOWN_SERVICE_POINT';
}

function pointsOf(bureauId: number | null, codes: readonly string[]): Sql {
  return sql`select id from service_point where bureau_id = ${bureauId} and code = any(${codes})`;
}

/** The id of a bureau that the caller administers; null: the installation; undefined: not theirs. */
export async function administeredBureau(
  { pool, principal }: RequestContext,
  code: string | null,
): Promise<number | null | undefined> {
  if (code === null) {
    return principal.mayAdminister(null) ? null : undefined;
  }
  const { rows } = await pool.query<{ id: number }>('select id from bureau where code = $1', [code]);
  const id = rows[0]?.id;
  return id !== undefined && principal.mayAdminister(id) ? id : undefined;
}

function toPerson(row: PersonRow, callerId: number | null): Person {
  return {
    id: String(row.id),
    signInName: row.sign_in_name,
    displayName: row.display_name,
    bureauCode: row.bureau_code,
    roles: row.roles,
    servicePointCodes: row.service_point_codes,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
    hasPassword: row.has_password,
    isSingleSignOn: row.is_single_sign_on,
    linkExpiresAt: row.link_expires_at,
    sessionCount: row.session_count,
    isCaller: row.id === callerId,
  };
}
