import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

export const CLIENT = { id: 'service-circle', secret: 'a secret of the client in a test, long enough' };

/** What is done to an ID token on its way out: its claims, and with which key it is signed. */
export interface Tampering {
  readonly claims?: (claims: Record<string, unknown>) => Record<string, unknown>;
  readonly withForeignKey?: boolean;
}

export interface RunningProvider {
  readonly issuer: string;
  /** Who signs in next, and what the provider says of them. */
  person: { readonly sub: string; readonly [claim: string]: unknown };
  tampering: Tampering;
  close(): Promise<void>;
}

const KEY_ID = 'key-of-the-test';

/** A real provider of OpenID Connect (oidc-provider, certified) on the loopback address, for one client; whoever comes is signed in as `person`. */
export async function startProvider(redirectUri: string): Promise<RunningProvider> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running: RunningProvider = {
    issuer,
    person: { sub: 'nobody' },
    tampering: {},
    close: () => closed(server),
  };
  const configuration: Configuration = {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: {
      keys: [
        { ...keys.privateKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', alg: 'RS256' } as never,
      ],
    },
    cookies: { keys: ['a key of the test'] },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles'], email: ['email'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ ...running.person, sub: id }) }),
    loadExistingGrant: async (context) => {
      const { oidc } = context;
      const grant = new oidc.provider.Grant({
        ...(oidc.client && { clientId: oidc.client.clientId }),
        ...(oidc.session?.accountId && { accountId: oidc.session.accountId }),
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  };
  const provider = new Provider(issuer, configuration);
  provider.use(async (context, next) => {
    if (context.path.startsWith('/interaction/')) {
      const result = { login: { accountId: running.person.sub, remember: false } };
      await provider.interactionFinished(context.req, context.res, result, {
        mergeWithLastSubmission: false,
      });
      context.respond = false;
      return;
    }
    await next();
    const body = context.body as { id_token?: string } | undefined;
    if (context.path === '/token' && typeof body?.id_token === 'string') {
      body.id_token = tampered(
        body.id_token,
        running.tampering,
        running.tampering.withForeignKey ? foreign.privateKey : keys.privateKey,
      );
    }
  });
  server.on('request', provider.callback());
  return running;
}

function tampered(token: string, { claims = (same) => same }: Tampering, key: KeyObject): string {
  const [head = '', body = ''] = token.split('.');
  const said = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  const signed = `${head}.${Buffer.from(JSON.stringify(claims(said))).toString('base64url')}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
