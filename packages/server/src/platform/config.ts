import { fileURLToPath } from 'node:url';
import { StartupError } from './startup-error.ts';

export interface Config {
  /** An external PostgreSQL; null: the embedded one under `dataFolder`. */
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
  readonly port: number;
  /** Days after which the hash of an applicant that no file has stated again is erased. */
  readonly applicantKeyDays: number;
  /** Under which people reach this server, without a slash at the end; null: as localhost. */
  readonly publicUrl: string | null;
  /** Whether who is not signed in is the demonstration's guest; null: as long as there is no other bureau. */
  readonly demonstrationGuest: boolean | null;
}

const DEFAULT_PORT = 4000;
const DEFAULT_APPLICANT_KEY_DAYS = 365;

/** @throws StartupError when PORT is not a port, APPLICANT_KEY_DAYS no number of days, DATABASE_URL or PUBLIC_URL not an address of its kind, or a switch neither on nor off */
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
    publicUrl: readPublicUrl(environment['PUBLIC_URL']),
    demonstrationGuest: readSwitch(environment, 'DEMONSTRATION_GUEST'),
  };
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
