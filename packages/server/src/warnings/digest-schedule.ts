import type { Logger } from 'pino';
import type { RequestContext } from '../identity/request-context.ts';
import { startSchedule } from '../platform/schedule.ts';
import type { DigestConfig } from './digest-config.ts';
import { sendDueDigests } from './send-digest.ts';

/** How often it is looked whether a digest is due: to the minute is as fine as it is configured. */
const TICK_MS = 60_000;

/**
 * Looks every minute whether a digest is due; a slow mail server is not asked again while it has not answered.
 * @returns stops it, once a send under way has ended
 */
export function startDigestSchedule(
  createContext: () => RequestContext,
  options: { readonly config: DigestConfig; readonly logger: Logger; readonly tickMs?: number },
): () => Promise<void> {
  if (options.config.at === null) {
    return () => Promise.resolve();
  }
  return startSchedule({
    everyMs: options.tickMs ?? TICK_MS,
    work: () => sendDueDigests(createContext(), options),
    failure: 'looking for due digests failed',
    logger: options.logger,
  });
}
