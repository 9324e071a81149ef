import type { Logger } from 'pino';
import type { RequestContext } from '../identity/request-context.ts';
import type { DigestConfig } from './digest-config.ts';
import { sendDueDigests } from './send-digest.ts';

/** How often it is looked whether a digest is due: to the minute is as fine as it is configured. */
const TICK_MS = 60_000;

/**
 * Looks every minute whether a digest is due. Nothing that goes wrong in it reaches the server: it is logged, and looked at again.
 * @returns stops it, once a send under way has ended
 */
export function startDigestSchedule(
  createContext: () => RequestContext,
  options: { readonly config: DigestConfig; readonly logger: Logger; readonly tickMs?: number },
): () => Promise<void> {
  if (options.config.at === null) {
    return () => Promise.resolve();
  }
  let underWay: Promise<void> | null = null;
  const tick = () => {
    // A slow mail server must not be asked again while it has not answered.
    underWay ??= sendDueDigests(createContext(), options)
      .then(
        () => undefined,
        (error: unknown) => options.logger.error({ err: error }, 'looking for due digests failed'),
      )
      .finally(() => {
        underWay = null;
      });
  };
  tick();
  const timer = setInterval(tick, options.tickMs ?? TICK_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
