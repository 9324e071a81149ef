import type { Logger } from 'pino';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { StartupError } from '../platform/startup-error.ts';
import type { DigestConfig } from './digest-config.ts';
import { composeDigest, sendDigest } from './send-digest.ts';

/**
 * The digest by command: printed, or sent over what is configured.
 * @returns the exit code: 1 when a channel failed
 * @throws StartupError when nothing is configured to send it over
 */
export async function runDigestCommand(
  context: RequestContext,
  bureau: BureauScope,
  options: {
    /** null: the bureau's today. */
    readonly day: string | null;
    readonly print: boolean;
    readonly config: DigestConfig;
    readonly logger: Logger;
    readonly out: (line: string) => void;
  },
): Promise<number> {
  const { config, out } = options;
  const day = options.day ?? bureau.today;
  if (day > bureau.today) {
    throw new StartupError(`There is no digest of ${day} yet: today is ${bureau.today}.`);
  }
  if (options.print) {
    const message = await composeDigest(context, bureau, day, config);
    out(`${message.subject}\n\n${message.text}`);
    return 0;
  }
  if (config.mail === null && config.webhook === null) {
    throw new StartupError(
      'Nothing is configured to send the digest over: set SMTP_URL or WEBHOOK_URL, or use --print.',
    );
  }
  const outcomes = await sendDigest(context, bureau, day, { ...options, isForced: true });
  for (const [channel, outcome] of Object.entries(outcomes)) {
    out(`${bureau.bureau.code} ${day} ${channel}: ${outcome}`);
  }
  return Object.values(outcomes).includes('FAILED') ? 1 : 0;
}
