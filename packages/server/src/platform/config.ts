import { fileURLToPath } from 'node:url';
import ipaddr from 'ipaddr.js';
import { FREE_QUERIES, type FreeQueries } from './endpoint/trusted-documents.ts';
import { StartupError } from './startup-error.ts';

/** false: no proxy; a number: so many of our own stand in front; else their addresses or networks. */
export type TrustProxy = false | number | readonly string[];

export interface Config {
  /** An external PostgreSQL; null: the embedded one under `dataFolder`. */
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
  readonly port: number;
  /** Days after which the hash of an applicant that no file has stated again is erased. */
  readonly applicantKeyDays: number;
  readonly trustProxy: TrustProxy;
  readonly freeQueries: FreeQueries;
  /** Under which people reach this server, without a slash at the end; null: as localhost. */
  readonly publicUrl: string | null;
  /** Whether who is not signed in is the demonstration's guest; null: as long as there is no other bureau. */
  readonly demonstrationGuest: boolean | null;
}

const DEFAULT_PORT = 4000;
const DEFAULT_APPLICANT_KEY_DAYS = 365;
const MOST_PROXIES = 10;
/** Names that Express knows for the addresses of a machine and of its network. */
const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

/** @throws StartupError when a setting is not what it may be: a port, a number of days, the address of a PostgreSQL or of this server, a switch, proxies */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const port = Number(environment['PORT'] ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartupError(
      `PORT must be a number from 0 to 65535, not ${JSON.stringify(environment['PORT'])}.`,
    );
  }
  const applicantKeyDays = Number(environment['APPLICANT_KEY_DAYS'] ?? DEFAULT_APPLICANT_KEY_DAYS);
  if (!Number.isInteger(applicantKeyDays) || applicantKeyDays < 1) {
    throw new StartupError('APPLICANT_KEY_DAYS must be a whole number of days from 1.');
  }
  const databaseUrl = environment['DATABASE_URL'] || null;
  if (databaseUrl !== null && !(/^postgres(ql)?:/.test(databaseUrl) && URL.canParse(databaseUrl))) {
    // Not repeated: it may hold a password.
    throw new StartupError(
      'DATABASE_URL must be an address such as postgres://user:password@host:5432/database.',
    );
  }
  return {
    databaseUrl,
    dataFolder: environment['DATA_FOLDER'] || fileURLToPath(new URL('../../../../data', import.meta.url)),
    port,
    applicantKeyDays,
    trustProxy: readTrustProxy(environment['TRUST_PROXY'] ?? ''),
    freeQueries: readFreeQueries(environment['FREE_QUERIES'] || 'BY_PRINCIPAL'),
    publicUrl: readPublicUrl(environment['PUBLIC_URL']),
    demonstrationGuest: readSwitch(environment, 'DEMONSTRATION_GUEST'),
  };
}

function readFreeQueries(text: string): FreeQueries {
  const chosen = FREE_QUERIES.find((each) => each === text);
  if (chosen === undefined) {
    throw new StartupError(`FREE_QUERIES must be ${FREE_QUERIES.join(' or ')}, not ${JSON.stringify(text)}.`);
  }
  return chosen;
}

function readTrustProxy(text: string): TrustProxy {
  if (text === '') {
    return false;
  }
  const proxies = Number(text);
  if (Number.isInteger(proxies) && proxies >= 1 && proxies <= MOST_PROXIES) {
    return proxies;
  }
  const networks = text.split(',').map((each) => each.trim());
  if (networks.every(isNetwork)) {
    return networks;
  }
  throw new StartupError(
    `TRUST_PROXY must be the number of proxies in front (1 to ${MOST_PROXIES}), or their addresses or networks, separated by commas, not ${JSON.stringify(text)}.`,
  );
}

function isNetwork(text: string): boolean {
  return (
    NAMED_NETWORKS.includes(text) ||
    ipaddr.IPv4.isValidFourPartDecimal(text) ||
    ipaddr.IPv6.isValid(text) ||
    ipaddr.isValidCIDR(text)
  );
}

function readPublicUrl(text: string | undefined): string | null {
  if (!text) {
    return null;
  }
  if (!/^https?:/.test(text) || !URL.canParse(text)) {
    throw new StartupError(
      `PUBLIC_URL must be an address such as https://circle.example, not ${JSON.stringify(text)}.`,
    );
  }
  return text.replace(/\/+$/, '');
}

/** @returns null: not set */
function readSwitch(environment: NodeJS.ProcessEnv, name: string): boolean | null {
  const text = environment[name] || null;
  if (text !== null && text !== 'on' && text !== 'off') {
    throw new StartupError(`${name} must be on or off, not ${JSON.stringify(text)}.`);
  }
  return text === null ? null : text === 'on';
}
