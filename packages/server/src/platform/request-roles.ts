import type pg from 'pg';
import { BUREAU_ROLE, POINT_ROLE } from './row-scope.ts';
import { StartupError } from './startup-error.ts';

const INSUFFICIENT_PRIVILEGE = '42501';
/** Another process made the role at the same moment: roles belong to the whole cluster. */
const MADE_MEANWHILE = ['42710', '23505'];

interface RoleState {
  readonly exists: boolean;
  readonly isOurs: boolean;
  readonly bypasses: boolean;
}

/**
 * The roles that the statements of requests run as (platform/row-scope.ts), made where they are missing.
 * @throws StartupError with the statements to run, when the login of this installation may not make them; or when a role of that name would
 * not be held by the policies
 */
export async function ensureRequestRoles(client: pg.ClientBase): Promise<void> {
  for (const role of [BUREAU_ROLE, POINT_ROLE]) {
    const before = await stateOf(client, role);
    if (!before.exists) {
      await attempt(client, `create role ${role} nologin nobypassrls`, role);
    }
    if (!before.isOurs) {
      await attempt(client, `grant ${role} to current_user`, role);
    }
    const after = await stateOf(client, role);
    if (after.bypasses) {
      throw new StartupError(
        `The role ${role} may pass by row-level security. Run as a superuser: alter role ${role} nosuperuser nobypassrls;`,
      );
    }
  }
}

async function stateOf(client: pg.ClientBase, role: string): Promise<RoleState> {
  const { rows } = await client.query<RoleState>(
    `select true as exists, pg_has_role(current_user, oid, 'member') as "isOurs", rolsuper or rolbypassrls as bypasses
     from pg_roles where rolname = $1`,
    [role],
  );
  return rows[0] ?? { exists: false, isOurs: false, bypasses: false };
}

async function attempt(client: pg.ClientBase, statement: string, role: string): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    const { code = '' } = error as { code?: string };
    if (MADE_MEANWHILE.includes(code)) {
      return;
    }
    if (code === INSUFFICIENT_PRIVILEGE) {
      throw new StartupError(
        `The login of DATABASE_URL may not make the role ${role}, which requests run as. Run as a superuser, once: create role ${role} nologin nobypassrls; grant ${role} to <the login>;`,
      );
    }
    throw error;
  }
}
