import sql, { type Sql } from 'sql-template-tag';
import type { Role } from './principal.ts';
import { inForce } from './session.sql.ts';

export interface PersonRow {
  id: number;
  bureau_id: number | null;
  bureau_code: string | null;
  sign_in_name: string;
  display_name: string;
  roles: Role[];
  service_point_codes: string[];
  created_at: Date;
  disabled_at: Date | null;
  has_password: boolean;
  is_single_sign_on: boolean;
  link_expires_at: Date | null;
  session_count: number;
}

/** People `a` that meet a condition, by the name they sign in with. */
export function selectPeople(condition: Sql, now: Date, limit: number | null): Sql {
  return sql`
    select a.id, a.bureau_id, b.code as bureau_code, a.sign_in_name, a.display_name, a.created_at, a.disabled_at,
           a.password_hash is not null as has_password, a.oidc_subject is not null as is_single_sign_on,
           array(select role from account_role r where r.account_id = a.id order by role) as roles,
           array(select p.code from account_service_point o join service_point p on p.id = o.service_point_id
                 where o.account_id = a.id order by p.code) as service_point_codes,
           (select max(l.expires_at) from one_time_link l
            where l.account_id = a.id and l.ended_at is null and l.expires_at > ${now}) as link_expires_at,
           coalesce(n.session_count, 0) as session_count
    from account a
    left join (select s.account_id, count(*) as session_count ${inForce(now)} group by s.account_id) n on n.account_id = a.id
    left join bureau b on b.id = a.bureau_id
    where ${condition}
    order by a.sign_in_name
    limit ${limit}`;
}
