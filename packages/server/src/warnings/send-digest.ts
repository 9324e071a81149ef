import type { Logger } from 'pino';
import { type BureauScope, listBureaus } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import { answered } from '../working-time/working-calendar.ts';
import { postWebhook, SENDING, type SendingOptions, sendMail } from './digest-channels.ts';
import type { DigestConfig } from './digest-config.ts';
import type { DigestChannel } from './digest-delivery.entity.ts';
import { type Claim, claimDelivery, finishDelivery } from './digest-delivery.sql.ts';
import { type DigestMessage, digestMessage } from './digest-message.ts';
import { DEFAULT_WORKING_DAYS_AHEAD, reportEarlyWarning } from './early-warning.service.ts';

/** SENT now; ALREADY sent, being sent by another process, or waiting for its next try; FAILED: logged, and recorded with its reason. */
export type DeliveryOutcome = 'SENT' | 'ALREADY' | 'FAILED';

/** The digest of a bureau and day. */
export async function composeDigest(
  context: RequestContext,
  bureau: BureauScope,
  day: CalendarDay,
  config: Pick<DigestConfig, 'language' | 'dashboardUrl'>,
): Promise<DigestMessage> {
  const warning = await reportEarlyWarning(context, bureau, {
    day,
    withinWorkingDays: DEFAULT_WORKING_DAYS_AHEAD,
    scope: null,
  });
  return digestMessage(warning, bureau.bureau, config);
}

/** Sends a bureau's digest of a day over every channel that is configured, each once. */
export async function sendDigest(
  context: RequestContext,
  bureau: BureauScope,
  day: CalendarDay,
  options: {
    readonly config: DigestConfig;
    readonly logger: Logger;
    /** Asked for by a person: a failed one is tried at once. */
    readonly isForced: boolean;
    readonly sending?: SendingOptions;
  },
): Promise<Partial<Record<DigestChannel, DeliveryOutcome>>> {
  const { config, sending = SENDING } = options;
  const { mail, webhook } = config;
  const compose = onceOnly(() => composeDigest(context, bureau, day, config));
  const deliver = (channel: DigestChannel, send: (message: DigestMessage) => Promise<void>) =>
    deliverOnce(context, bureau, day, channel, { ...options, compose, send });
  return {
    ...(mail && { MAIL: await deliver('MAIL', (message) => sendMail(mail, message, sending)) }),
    ...(webhook && {
      WEBHOOK: await deliver('WEBHOOK', (message) => postWebhook(webhook, message, context.clock(), sending)),
    }),
  };
}

async function deliverOnce(
  context: RequestContext,
  bureau: BureauScope,
  day: CalendarDay,
  channel: DigestChannel,
  {
    isForced,
    logger,
    compose,
    send,
  }: {
    readonly isForced: boolean;
    readonly logger: Logger;
    readonly compose: () => Promise<DigestMessage>;
    readonly send: (message: DigestMessage) => Promise<void>;
  },
): Promise<DeliveryOutcome> {
  const { rows } = await context.pool.query<Claim>(
    claimDelivery(bureau.id, day, channel, context.clock(), isForced),
  );
  const [claim] = rows;
  if (!claim) {
    return 'ALREADY';
  }
  const about = { bureau: bureau.bureau.code, day, channel, attempt: claim.attempts };
  try {
    await send(await compose());
    await context.pool.query(finishDelivery(claim, context.clock(), null));
    logger.info(about, 'digest sent');
    return 'SENT';
  } catch (error) {
    logger.error({ ...about, err: error }, 'the digest was not sent');
    await context.pool.query(
      finishDelivery(claim, context.clock(), error instanceof Error ? error.message : String(error)),
    );
    return 'FAILED';
  }
}

/** Both channels say the same: composed once, when the first of them sends. */
function onceOnly<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * Sends what is due now: of every bureau that has digests, on a working day from the configured time on, until it has gone out. Started
 * late, it still goes out the same day.
 * @returns the outcomes by bureau code, of bureaux whose time has come
 */
export async function sendDueDigests(
  context: RequestContext,
  options: { readonly config: DigestConfig; readonly logger: Logger; readonly sending?: SendingOptions },
): Promise<Record<string, Partial<Record<DigestChannel, DeliveryOutcome>>>> {
  const { at, bureaus } = options.config;
  const outcomes: Record<string, Partial<Record<DigestChannel, DeliveryOutcome>>> = {};
  for (const scope of await listBureaus(context)) {
    const { code, isDemonstration, timeZone } = scope.bureau;
    const isWanted = bureaus === null ? !isDemonstration : bureaus.includes(code);
    const isDue =
      at !== null &&
      localTime(scope.now, timeZone) >= at &&
      answered(() => scope.calendar.isWorkingDay(scope.today)) === true;
    if (isWanted && isDue) {
      outcomes[code] = await sendDigest(context, scope, scope.today, { ...options, isForced: false });
    }
  }
  return outcomes;
}

/** HH:MM of an instant in a zone. */
function localTime(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(instant);
}
