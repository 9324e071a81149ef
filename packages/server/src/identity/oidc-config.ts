import { StartupError } from '../platform/startup-error.ts';
import { ROLES, type Role } from './principal.ts';

/** Single sign-on, as the operator of the machine sets it up. */
export interface OidcConfig {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the provider sends people back to: PUBLIC_URL with the path of the callback. */
  readonly redirectUri: string;
  /** Whose people they are. */
  readonly bureauCode: string;
  /** In which the provider says what somebody is: one value or a list. */
  readonly roleClaim: string;
  /** Value of the claim → role; another value is none. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly scope: string;
}

export const OIDC_PATH = '/api/account/oidc';
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** @returns null: there is none @throws StartupError when what is set is not enough, or not right */
export function readOidcConfig(environment: NodeJS.ProcessEnv, publicUrl: string | null): OidcConfig | null {
  if (!environment['OIDC_ISSUER']) {
    return null;
  }
  const issuer = URL.canParse(environment['OIDC_ISSUER']) ? new URL(environment['OIDC_ISSUER']) : null;
  if (issuer === null || !(issuer.protocol === 'https:' || LOOPBACK.includes(issuer.hostname))) {
    throw new StartupError('OIDC_ISSUER must be the https address of a provider of OpenID Connect.');
  }
  if (publicUrl === null) {
    throw new StartupError('OIDC_ISSUER needs PUBLIC_URL: where the provider is to send people back to.');
  }
  return {
    issuer,
    clientId: required(environment, 'OIDC_CLIENT_ID'),
    clientSecret: required(environment, 'OIDC_CLIENT_SECRET'),
    redirectUri: `${publicUrl}${OIDC_PATH}/callback`,
    bureauCode: required(environment, 'OIDC_BUREAU'),
    roleClaim: environment['OIDC_ROLE_CLAIM'] || 'roles',
    roles: readRoleMap(required(environment, 'OIDC_ROLE_MAP')),
    scope: environment['OIDC_SCOPE'] || 'openid profile email',
  };
}

function required(environment: NodeJS.ProcessEnv, name: string): string {
  const text = environment[name];
  if (!text) {
    throw new StartupError(`OIDC_ISSUER needs ${name} too.`);
  }
  return text;
}

function readRoleMap(text: string): ReadonlyMap<string, Role> {
  return new Map(
    text.split(',').map((pair) => {
      const [value = '', name] = pair.split('=').map((part) => part.trim());
      const role = ROLES.find((each) => each === name);
      if (value === '' || role === undefined) {
        throw new StartupError(
          `OIDC_ROLE_MAP must be pairs such as bureau-leaders=LEADER, with the roles ${ROLES.join(', ')}; not ${JSON.stringify(pair)}.`,
        );
      }
      return [value, role];
    }),
  );
}
