import type { Logger } from 'pino';

export interface Schedule {
  readonly everyMs: number;
  readonly work: () => Promise<unknown>;
  /** What is logged when it goes wrong. */
  readonly failure: string;
  readonly logger: Logger;
}

/**
 * Does a piece of work at once and again and again, never twice at a time. Nothing that goes wrong in it reaches the server: it is logged, and
 * tried again at the next time.
 * @returns stops it, once the work under way has ended
 */
export function startSchedule({ everyMs, work, failure, logger }: Schedule): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  const tick = () => {
    underWay ??= work()
      .then(
        () => undefined,
        (error: unknown) => logger.error({ err: error }, failure),
      )
      .finally(() => {
        underWay = null;
      });
  };
  tick();
  const timer = setInterval(tick, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
