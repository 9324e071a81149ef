import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import type { MailConfig, WebhookConfig } from './digest-config.ts';
import type { DigestMessage } from './digest-message.ts';

/** How long a server may take, and after which waits it is tried again. */
export interface SendingOptions {
  readonly timeoutMs: number;
  readonly retryAfterMs: readonly number[];
}

export const SENDING: SendingOptions = { timeoutMs: 15_000, retryAfterMs: [1000, 5000] };

/** @throws Error when the server did not take it after all tries */
export async function sendMail(
  config: MailConfig,
  message: DigestMessage,
  options: SendingOptions,
): Promise<void> {
  const { timeoutMs } = options;
  const transport = createTransport({
    url: config.smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  try {
    await withRetries(options, () =>
      transport.sendMail({
        from: config.from,
        to: [...config.to],
        subject: message.subject,
        text: message.text,
        html: message.html,
        // Auto-replies to a machine help nobody (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
        // The same digest after a crash is the same mail to whoever compares.
        messageId: `<${message.id}@service-circle>`,
      }),
    );
  } finally {
    transport.close();
  }
}

/** What signs a webhook's body: HMAC-SHA256 over "timestamp.body", in hexadecimal. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

/** Posts the digest as JSON, signed. @throws Error when the receiver did not answer with 2xx after all tries */
export async function postWebhook(
  config: WebhookConfig,
  message: DigestMessage,
  now: Date,
  options: SendingOptions,
): Promise<void> {
  const body = JSON.stringify({
    id: message.id,
    subject: message.subject,
    text: message.text,
    digest: message.data,
  });
  const timestamp = String(Math.floor(now.getTime() / 1000));
  await withRetries(options, async () => {
    const response = await fetch(config.url, {
      method: 'POST',
      body,
      // A redirect would carry the signed body to an address that nobody configured.
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'idempotency-key': message.id,
        'x-service-circle-timestamp': timestamp,
        ...(config.secret === null
          ? {}
          : { 'x-service-circle-signature': `sha256=${signatureOf(config.secret, timestamp, body)}` }),
      },
    });
    await response.body?.cancel();
    if (!response.ok) {
      throw new Error(`The receiver answered ${response.status}.`);
    }
  });
}

async function withRetries({ retryAfterMs }: SendingOptions, attempt: () => Promise<unknown>): Promise<void> {
  for (const delay of retryAfterMs) {
    try {
      await attempt();
      return;
    } catch {
      // What matters is whether the last try succeeds; its error is the one that is told.
      await wait(delay);
    }
  }
  await attempt();
}
