import sql, { type Sql } from 'sql-template-tag';

/** A session ends when nothing was asked for so long, and so long after it began whatever is asked. */
export const SESSION_IDLE_MINUTES = 30;
export const SESSION_HOURS = 12;
/** When a session was last seen is kept to this, so that reading does not write each time. */
const SEEN_TO_SECONDS = 60;

/** Sessions `s` of accounts `a` that are in force. */
export function inForce(now: Date): Sql {
  return sql`from session s join account a on a.id = s.account_id
    where s.ended_at is null and s.expires_at > ${now}
      and s.last_seen_at > ${now}::timestamptz - make_interval(mins => ${SESSION_IDLE_MINUTES})
      and a.disabled_at is null`;
}

/** Whose session a token is, marked as seen. Roles are read anew each time, so that a change holds at once. */
export function seeSession(tokenSha256: Buffer, now: Date): Sql {
  return sql`
    with found as (
      select s.id, s.last_seen_at, a.id as account_id, a.bureau_id, a.sign_in_name, a.display_name
      ${inForce(now)} and s.token_sha256 = ${tokenSha256}
    ), seen as (
      update session set last_seen_at = ${now}
      where id = (
        select id from found where last_seen_at < ${now}::timestamptz - make_interval(secs => ${SEEN_TO_SECONDS})
      )
    )
    select id, account_id, bureau_id, sign_in_name, display_name,
           array(select role from account_role where account_id = found.account_id) as roles,
           array(select service_point_id from account_service_point where account_id = found.account_id) as service_point_ids
    from found`;
}

export function insertSession(
  session: {
    readonly tokenSha256: Buffer;
    readonly accountId: number;
    readonly address: string;
    readonly userAgent: string;
  },
  now: Date,
): Sql {
  const { tokenSha256, accountId, address, userAgent } = session;
  return sql`
    insert into session (token_sha256, account_id, started_at, last_seen_at, expires_at, address, user_agent)
    values (${tokenSha256}, ${accountId}, ${now}, ${now},
            ${now}::timestamptz + make_interval(hours => ${SESSION_HOURS}), ${address}, ${userAgent})`;
}

/** Ends sessions that are in force, of all that meet a condition on `s` and `a`. */
export function endInForce(condition: Sql, now: Date): Sql {
  return sql`update session set ended_at = ${now} where id in (select s.id ${inForce(now)} and ${condition})`;
}

/** Sessions in force of the people whom an administrator of that bureau administers; null: of everyone. */
export function administeredBy(bureauId: number | null): Sql {
  return sql`(${bureauId}::int is null or a.bureau_id = ${bureauId})`;
}

export function selectSessions(condition: Sql, now: Date, limit: number | null): Sql {
  return sql`
    select s.id, a.sign_in_name, a.display_name, s.started_at, s.last_seen_at, s.expires_at, s.address, s.user_agent
    ${inForce(now)} and ${condition} order by s.id desc limit ${limit}`;
}
