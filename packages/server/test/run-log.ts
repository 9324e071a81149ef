import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { inject } from 'vitest';
import { LOG_SUFFIX, SECRETS_SUFFIX } from './log-suffixes.ts';

/** What is never logged. */
export type SecretKind =
  | 'PASSWORD'
  | 'SESSION'
  | 'ONE_TIME_LINK'
  | 'SERVICE_TOKEN'
  | 'OIDC_SECRET'
  | 'OIDC_CODE'
  | 'APPLICANT_KEY'
  | 'IDENTITY_NUMBER'
  | 'MOBILE'
  | 'DATABASE_PASSWORD';

/** Shorter ones could stand in a log by chance. */
const SHORTEST_SECRET = 8;

/** The log of a server that a test starts, at its most talkative: kept until the end of the run, and told to the test too. */
export function runLogger(alsoTo: (line: string) => void = () => undefined): Logger {
  const write = (line: string) => {
    keepLog(line);
    alsoTo(line);
  };
  return pino({ level: 'trace' }, { write });
}

/** Of a server that is a process of its own. */
export function keepLog(text: string): void {
  appendFileSync(join(inject('runLogs'), `${process.pid}${LOG_SUFFIX}`), text);
}

/** Says of something that a test uses that it may be in no log of the whole run: planted-secrets.ts searches them at its end. */
export function plantSecret(kind: SecretKind, secret: string): string {
  if (secret.length >= SHORTEST_SECRET) {
    appendFileSync(
      join(inject('runLogs'), `${process.pid}${SECRETS_SUFFIX}`),
      `${JSON.stringify([kind, secret])}\n`,
    );
  }
  return secret;
}
