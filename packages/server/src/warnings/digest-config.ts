import { StartupError } from '../platform/startup-error.ts';

export const DIGEST_LANGUAGES = ['both', 'zh-CN', 'en'] as const;
export type DigestLanguage = (typeof DIGEST_LANGUAGES)[number];

export interface MailConfig {
  /** smtp:// or smtps://, with user and password where the server asks for them. */
  readonly smtpUrl: string;
  readonly from: string;
  readonly to: readonly string[];
}

export interface WebhookConfig {
  readonly url: string;
  /** Signs every body; null: not signed. */
  readonly secret: string | null;
}

/** How and when the daily digest leaves the building; nothing leaves that is not configured. */
export interface DigestConfig {
  /** Local time of the bureau, HH:MM; null: only by the command. */
  readonly at: string | null;
  readonly mail: MailConfig | null;
  readonly webhook: WebhookConfig | null;
  /** Chinese with English below, or one of them. */
  readonly language: DigestLanguage;
  /** Codes; null: every bureau that is not a demonstration. */
  readonly bureaus: readonly string[] | null;
  /** Where readers reach the dashboard, for links; null: no links. */
  readonly dashboardUrl: string | null;
}

/** @throws StartupError in one line, naming the variable */
export function readDigestConfig(environment: NodeJS.ProcessEnv): DigestConfig {
  const read = (name: string) => environment[name]?.trim() || null;
  const list = (name: string) =>
    read(name)
      ?.split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '') ?? null;
  const at = read('DIGEST_AT');
  if (at !== null && !/^([01]\d|2[0-3]):[0-5]\d$/.test(at)) {
    throw new StartupError(`DIGEST_AT must be a time of day such as 08:30, not ${JSON.stringify(at)}.`);
  }
  const language = DIGEST_LANGUAGES.find((each) => each === (read('DIGEST_LANGUAGE') ?? 'both'));
  if (!language) {
    throw new StartupError(`DIGEST_LANGUAGE must be one of ${DIGEST_LANGUAGES.join(', ')}.`);
  }
  const config: DigestConfig = {
    at,
    mail: readMail(read, list),
    webhook: readWebhook(read),
    language,
    bureaus: list('DIGEST_BUREAUS'),
    dashboardUrl: checkUrl('DASHBOARD_URL', read('DASHBOARD_URL'), ['http:', 'https:']),
  };
  if (at !== null && config.mail === null && config.webhook === null) {
    throw new StartupError(
      'DIGEST_AT needs SMTP_URL or WEBHOOK_URL: there is nowhere to send the digest to.',
    );
  }
  return config;
}

function readMail(
  read: (name: string) => string | null,
  list: (name: string) => string[] | null,
): MailConfig | null {
  const smtpUrl = checkUrl('SMTP_URL', read('SMTP_URL'), ['smtp:', 'smtps:']);
  if (smtpUrl === null) {
    return null;
  }
  const [from, to] = [read('DIGEST_FROM'), list('DIGEST_TO')];
  if (from === null || to === null || to.length === 0) {
    throw new StartupError('SMTP_URL needs DIGEST_FROM, and DIGEST_TO with one or more addresses.');
  }
  const wrong = [from, ...to].find((address) => !/^[^@]*[^@\s]+@[^@\s]+>?$/.test(address));
  if (wrong !== undefined) {
    throw new StartupError(`${JSON.stringify(wrong)} is not a mail address.`);
  }
  return { smtpUrl, from, to };
}

function readWebhook(read: (name: string) => string | null): WebhookConfig | null {
  const url = checkUrl('WEBHOOK_URL', read('WEBHOOK_URL'), ['http:', 'https:']);
  return url === null ? null : { url, secret: read('WEBHOOK_SECRET') };
}

function checkUrl(name: string, text: string | null, protocols: readonly string[]): string | null {
  if (text === null) {
    return null;
  }
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    // The value may hold a password.
    throw new StartupError(
      `${name} must be a URL that begins with ${protocols.map((each) => `${each}//`).join(' or ')}.`,
    );
  }
  return text;
}
