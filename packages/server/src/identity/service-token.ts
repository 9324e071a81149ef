import type pg from 'pg';
import sql from 'sql-template-tag';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import { rowIdOf } from '../platform/row-id.ts';
import { NAME_LENGTH } from './account.ts';
import { administeredBureau } from './person.service.ts';
import { Principal, type TokenScope } from './principal.ts';
import type { RequestContext } from './request-context.ts';
import { digestOf, newSecret } from './secret.ts';
import type { ServiceToken, TokenRefusalCode } from './service-token.type.ts';
import { administeredBy } from './session.sql.ts';

/** A token is made anew once a year at the latest. */
export const TOKEN_DAYS = { least: 1, most: 366 } as const;
/** So that a token that has leaked into a file is found by whoever searches for such. */
const PREFIX = 'sct_';

interface TokenRow {
  id: number;
  name: string;
  bureau_code: string;
  scopes: TokenScope[];
  created_at: Date;
  created_by: string;
  expires_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

const COLUMNS = sql`a.id, a.name, b.code as bureau_code, a.scopes, a.created_at, a.created_by, a.expires_at, a.last_used_at, a.revoked_at`;

/** Whose token a secret is; null: none that is in force. */
export async function findToken(pool: pg.Pool, secret: string, now: Date): Promise<Principal | null> {
  const { rows } = await pool.query<{
    id: number;
    bureau_id: number;
    name: string;
    scopes: TokenScope[];
  }>(sql`
    with found as (
      select id, bureau_id, name, scopes, last_used_at from service_token
      where secret_sha256 = ${digestOf(secret)} and revoked_at is null and expires_at > ${now}
    ), used as (
      update service_token set last_used_at = ${now}
      where id = (
        select id from found where last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute'
      )
    )
    select id, bureau_id, name, scopes from found`);
  const token = rows[0];
  return token === undefined
    ? null
    : new Principal('TOKEN', {
        tokenId: token.id,
        bureauId: token.bureau_id,
        scopes: token.scopes,
        actor: token.name,
      });
}

/** Makes a token of a bureau. @returns it with its secret, which is told once, or why there is none */
export async function createToken(
  context: RequestContext,
  wanted: {
    readonly bureauCode: string;
    readonly name: string;
    readonly scopes: readonly TokenScope[];
    readonly days: number;
  },
): Promise<{ readonly token: ServiceToken; readonly secret: string } | TokenRefusalCode> {
  const { pool, clock, principal } = context;
  const bureauId = await administeredBureau(context, wanted.bureauCode);
  const name = wanted.name.normalize('NFKC').trim();
  if (bureauId == null) {
    return 'BUREAU_NOT_FOUND';
  }
  if (name.length === 0 || name.length > NAME_LENGTH) {
    return 'TOKEN_NAME';
  }
  if (wanted.scopes.length === 0) {
    return 'NO_SCOPE';
  }
  if (wanted.days < TOKEN_DAYS.least || wanted.days > TOKEN_DAYS.most) {
    return 'TOKEN_DAYS';
  }
  const secret = PREFIX + newSecret();
  const now = clock();
  const { rows } = await pool.query<TokenRow>(sql`
    with a as (
      insert into service_token (bureau_id, name, secret_sha256, scopes, created_at, created_by, expires_at)
      values (${bureauId}, ${name}, ${digestOf(secret)}, ${[...new Set(wanted.scopes)]}, ${now}, ${principal.actor},
              ${now}::timestamptz + make_interval(days => ${wanted.days}))
      returning *
    )
    select ${COLUMNS} from a join bureau b on b.id = a.bureau_id`);
  return rows[0] === undefined ? 'BUREAU_NOT_FOUND' : { token: toToken(rows[0]), secret };
}

/** The tokens that the caller administers, the newest first. @throws Refusal PAGE_SIZE, INVALID_CURSOR */
export async function listTokens(
  { pool, principal }: RequestContext,
  { first, after }: { readonly first: number; readonly after: string | null },
): Promise<Connection<ServiceToken>> {
  const size = checkPageSize(first);
  const administered = administeredBy(principal.bureauId);
  const before = after === null ? sql`true` : sql`a.id < ${Number(decodeCursor(after, 1)[0])}`;
  const { rows } = await pool.query<TokenRow>(sql`
    select ${COLUMNS} from service_token a join bureau b on b.id = a.bureau_id
    where ${administered} and ${before} order by a.id desc limit ${size + 1}`);
  return pageOf(
    rows,
    size,
    toToken,
    ({ id }) => [id],
    async () => {
      const counted = sql`select count(*) from service_token a where ${administered}`;
      return (await pool.query<{ count: number }>(counted)).rows[0]?.count ?? 0;
    },
  );
}

/** Takes a token out of force. @returns whether it was in force, and the caller's to administer */
export async function revokeToken({ pool, clock, principal }: RequestContext, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(sql`
    update service_token a set revoked_at = ${clock()}
    where a.id = ${rowIdOf(id)} and a.revoked_at is null and a.expires_at > ${clock()}
      and ${administeredBy(principal.bureauId)}`);
  return rowCount === 1;
}

function toToken(row: TokenRow): ServiceToken {
  return {
    id: String(row.id),
    name: row.name,
    bureauCode: row.bureau_code,
    scopes: row.scopes,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}
