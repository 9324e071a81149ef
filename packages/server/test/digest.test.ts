import 'reflect-metadata';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addBureau } from '../src/bureau/add-bureau.ts';
import { listBureaus } from '../src/bureau/bureau-scope.ts';
import { QINGXIU } from '../src/demonstration/district.ts';
import { Principal } from '../src/identity/principal.ts';
import { createRequestContext } from '../src/identity/request-context.ts';
import { signatureOf } from '../src/warnings/digest-channels.ts';
import { runDigestCommand } from '../src/warnings/digest-command.ts';
import { readDigestConfig } from '../src/warnings/digest-config.ts';
import { startDigestSchedule } from '../src/warnings/digest-schedule.ts';
import { sendDueDigests } from '../src/warnings/send-digest.ts';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import { runLogger } from './run-log.ts';
import type { TestDatabase } from './test-database.ts';

let database: TestDatabase;
let mailServer: SMTPServer;
let receiver: Server;
let smtpUrl: string;
let webhookUrl: string;
let mails: Email[] = [];
let posts: { headers: IncomingHttpHeaders; body: string }[] = [];
/** How many of the next deliveries the servers refuse. */
let refuse = { mails: 0, posts: 0 };

const logger = runLogger();
/** Retries within a send at once: what is tested is that they happen. */
const sending = { timeoutMs: 2000, retryAfterMs: [5, 5] };

beforeAll(async () => {
  database = await createDemonstrationDatabase();
  // A bureau that lives by the clock, beside the demonstration.
  const { asOf: _, ...clockBound } = QINGXIU;
  await addBureau(database.pool, { ...clockBound, code: 'REAL', nameZh: '某区', isDemonstration: false });
  mailServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refuse.mails > 0) {
          refuse.mails -= 1;
          done(Object.assign(new Error('busy'), { responseCode: 451 }));
          return;
        }
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          mails.push(mail);
          done();
        });
      });
    },
  });
  await new Promise<void>((resolve) => {
    mailServer.listen(0, '127.0.0.1', () => resolve());
  });
  smtpUrl = `smtp://127.0.0.1:${(mailServer.server.address() as AddressInfo).port}`;
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (refuse.posts > 0) {
        refuse.posts -= 1;
        response.writeHead(503).end();
        return;
      }
      posts.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(204).end();
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  await new Promise<void>((resolve) => {
    mailServer.close(() => resolve());
  });
  receiver.close();
  await database.close();
});
beforeEach(() => {
  mails = [];
  posts = [];
  refuse = { mails: 0, posts: 0 };
});
afterEach(() => database.pool.query('delete from digest_delivery'));

const configOf = (environment: Record<string, string> = {}) =>
  readDigestConfig({
    DIGEST_AT: '08:30',
    SMTP_URL: smtpUrl,
    DIGEST_FROM: 'Service Circle <circle@bureau.example>',
    DIGEST_TO: 'leader@bureau.example, steward@bureau.example',
    WEBHOOK_URL: webhookUrl,
    WEBHOOK_SECRET: 'a secret',
    DASHBOARD_URL: 'http://circle.bureau.example/',
    ...environment,
  });

const contextAt = (instant: string) =>
  createRequestContext({ database, principal: new Principal('OPERATOR'), clock: () => new Date(instant) });

const sendDue = (instant: string, environment?: Record<string, string>) =>
  sendDueDigests(contextAt(instant), { config: configOf(environment), logger, sending });

/** A Wednesday that is worked, at nine in the morning in Nanning. */
const WEDNESDAY = '2024-03-13T09:00:00+08:00';

async function printed(options: Record<string, string> = {}, day: string | null = null): Promise<string> {
  const context = contextAt(WEDNESDAY);
  const [demonstration] = await listBureaus(context);
  const lines: string[] = [];
  if (!demonstration) {
    throw new Error('The demonstration is there.');
  }
  await runDigestCommand(context, demonstration, {
    day,
    print: true,
    config: configOf(options),
    logger,
    out: (line) => lines.push(line),
  });
  return lines.join('\n');
}

describe('the digest', () => {
  it('says what is overdue, what is about to be and who must act, targets at risk and signals, in both languages', async () => {
    const text = await printed();
    expect(text).toContain('南宁市青秀区行政审批局（演示） 2021-12-22 预警：超期 19 件，即将超期 24 件');
    expect(text).toContain('- 本局办理：19 件（青秀区帮办代办区 7、');
    expect(text).toContain('【3 个工作日内到期（至 2021-12-27）】');
    expect(text).toContain(
      '平均办理时长（紫荆街道帮办代办服务点）：2021-12-13 当周 4.11 工作日，超出控制限，中心线 2.31，控制限 0.55 至 4.08',
    );
    expect(text).toContain('- with the bureau: 19 applications (Qingxiu assisted-service area 7, ');
    expect(text).toContain('Demonstration data: says nothing about reality.');
    expect(text).toContain(
      'http://circle.bureau.example/applications?bureau=QINGXIU&standing=OVERDUE&waiting=BUREAU',
    );
    expect(text.indexOf('已超期')).toBeLessThan(text.indexOf('Overdue'));
    expect(mails).toEqual([]);
    expect(posts).toEqual([]);
  });

  it('is in one language where one was chosen', async () => {
    expect(await printed({ DIGEST_LANGUAGE: 'en' })).not.toMatch(/超期|办理/);
    expect(await printed({ DIGEST_LANGUAGE: 'zh-CN' })).not.toContain('verdue');
  });

  it('names no application and no person, in any form it is sent in', async () => {
    await sendDue(WEDNESDAY, { DIGEST_BUREAUS: 'QINGXIU' });
    const sent = [mails[0]?.text, mails[0]?.html, posts[0]?.body].join('\n');
    expect(sent).toContain('19');
    const { rows } = await database.pool.query<{ case_key: string }>('select case_key from application');
    expect(rows.filter(({ case_key }) => sent.includes(case_key))).toEqual([]);
  });

  it('of a past day is that day’s', async () => {
    expect(await printed({}, '2021-11-15')).toContain('2021-11-15 预警');
    await expect(printed({}, '2021-12-23')).rejects.toThrow('There is no digest of 2021-12-23 yet');
  });
});

describe('sending', () => {
  it('goes out by mail and by webhook, signed, once a bureau and day', async () => {
    expect(await sendDue(WEDNESDAY)).toEqual({ REAL: { MAIL: 'SENT', WEBHOOK: 'SENT' } });
    expect(await sendDue(WEDNESDAY)).toEqual({ REAL: { MAIL: 'ALREADY', WEBHOOK: 'ALREADY' } });
    expect(mails).toHaveLength(1);
    expect(posts).toHaveLength(1);
    const [mail] = mails;
    expect(mail?.subject).toBe('某区 2024-03-13 预警：超期 0 件，即将超期 0 件');
    expect(mail?.to?.map(({ address }) => address)).toEqual([
      'leader@bureau.example',
      'steward@bureau.example',
    ]);
    expect(mail?.from?.address).toBe('circle@bureau.example');
    expect(mail?.text).toContain('没有生效的目标。');
    expect(mail?.html).toContain('<h2');
    const [post] = posts;
    const timestamp = String(post?.headers['x-service-circle-timestamp']);
    expect(post?.headers['x-service-circle-signature']).toBe(
      `sha256=${signatureOf('a secret', timestamp, post?.body ?? '')}`,
    );
    expect(post?.headers['idempotency-key']).toBe('REAL-2024-03-13');
    expect(JSON.parse(post?.body ?? '')).toMatchObject({
      digest: { bureau: 'REAL', overdue: 0, targets: [] },
    });
    // The next working day has a digest of its own.
    await sendDue('2024-03-14T09:00:00+08:00');
    expect(mails).toHaveLength(2);
  });

  it('waits for its time, in the zone of the bureau, and for a working day', async () => {
    expect(await sendDue('2024-03-13T08:29:00+08:00')).toEqual({});
    expect(await sendDue('2024-03-16T09:00:00+08:00')).toEqual({});
    // Sunday 7 April 2024 is a make-up workday; Friday the 5th is Qingming.
    expect(await sendDue('2024-04-05T09:00:00+08:00')).toEqual({});
    expect(await sendDue('2024-04-07T08:30:00+08:00')).toEqual({ REAL: { MAIL: 'SENT', WEBHOOK: 'SENT' } });
    // A year that is not announced: nobody knows whether it is worked.
    expect(await sendDue('2035-03-14T09:00:00+08:00')).toEqual({});
    expect(mails).toHaveLength(1);
  });

  it('never sends the demonstration unless it is named', async () => {
    await sendDue(WEDNESDAY);
    expect(mails.map(({ subject }) => subject).join()).not.toContain('青秀');
    expect(await sendDue(WEDNESDAY, { DIGEST_BUREAUS: 'QINGXIU' })).toEqual({
      QINGXIU: { MAIL: 'SENT', WEBHOOK: 'SENT' },
    });
  });

  it('is sent once by several processes that come at the same moment', async () => {
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => sendDue(WEDNESDAY)));
    expect(outcomes.filter((each) => each['REAL']?.MAIL === 'SENT')).toHaveLength(1);
    expect(outcomes.filter((each) => each['REAL']?.WEBHOOK === 'SENT')).toHaveLength(1);
    expect([mails.length, posts.length]).toEqual([1, 1]);
  });

  it('tries again at once a little, and lets one channel fail without the other', async () => {
    refuse = { mails: 2, posts: 3 };
    expect(await sendDue(WEDNESDAY)).toEqual({ REAL: { MAIL: 'SENT', WEBHOOK: 'FAILED' } });
    const { rows } = await database.pool.query(
      "select status, attempts, error from digest_delivery where channel = 'WEBHOOK'",
    );
    expect(rows).toEqual([{ status: 'FAILED', attempts: 1, error: 'The receiver answered 503.' }]);
  });

  it('tries a failed one again ten minutes later, not before, and never a sent one', async () => {
    refuse = { mails: 0, posts: 3 };
    await sendDue('2024-03-13T08:30:00+08:00');
    expect(await sendDue('2024-03-13T08:39:00+08:00')).toEqual({
      REAL: { MAIL: 'ALREADY', WEBHOOK: 'ALREADY' },
    });
    expect(await sendDue('2024-03-13T08:40:00+08:00')).toEqual({
      REAL: { MAIL: 'ALREADY', WEBHOOK: 'SENT' },
    });
    expect([mails.length, posts.length]).toEqual([1, 1]);
  });

  it('takes over what a killed process left in the middle', async () => {
    await database.pool.query(
      `insert into digest_delivery (bureau_id, digest_on, channel, status, attempts, claimed_at)
       select id, '2024-03-13', 'MAIL', 'SENDING', 1, '2024-03-13T08:30:00+08:00' from bureau where code = 'REAL'`,
    );
    expect((await sendDue('2024-03-13T08:35:00+08:00'))['REAL']?.MAIL).toBe('ALREADY');
    expect((await sendDue('2024-03-13T08:41:00+08:00'))['REAL']?.MAIL).toBe('SENT');
  });

  it('gives up on a server that does not answer, within its time', async () => {
    const silent = createServer(() => undefined);
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const before = Date.now();
    const outcome = await sendDueDigests(contextAt(WEDNESDAY), {
      config: { ...configOf({ WEBHOOK_URL: url }), mail: null },
      logger,
      sending: { timeoutMs: 100, retryAfterMs: [10] },
    });
    expect(outcome).toEqual({ REAL: { WEBHOOK: 'FAILED' } });
    expect(Date.now() - before).toBeLessThan(5000);
    silent.closeAllConnections();
    silent.close();
  });

  it('does not follow a redirect with a signed body', async () => {
    let isReached = false;
    const elsewhere = createServer((_request, response) => {
      isReached = true;
      response.writeHead(204).end();
    });
    elsewhere.listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const away = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
    const redirecting = createServer((_request, response) =>
      response.writeHead(307, { location: away }).end(),
    );
    redirecting.listen(0, '127.0.0.1');
    await once(redirecting, 'listening');
    const url = `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}/`;
    const outcome = await sendDueDigests(contextAt(WEDNESDAY), {
      config: { ...configOf({ WEBHOOK_URL: url }), mail: null },
      logger,
      sending,
    });
    expect(outcome).toEqual({ REAL: { WEBHOOK: 'FAILED' } });
    expect(isReached).toBe(false);
    elsewhere.close();
    redirecting.close();
  });
});

describe('the schedule', () => {
  it('sends when the time comes, and outlives a database that is away', async () => {
    let isAway = true;
    const complaints: string[] = [];
    const stop = startDigestSchedule(
      () => {
        const context = contextAt(WEDNESDAY);
        const pool = { query: () => Promise.reject(new Error('the database is away')) };
        return isAway ? { ...context, pool: pool as never, em: { find: pool.query } as never } : context;
      },
      {
        config: configOf(),
        logger: pino({ level: 'error' }, { write: (line: string) => complaints.push(line) }),
        tickMs: 20,
      },
    );
    await expect.poll(() => complaints.join()).toContain('the database is away');
    isAway = false;
    await expect.poll(() => mails.length).toBe(1);
    await stop();
    expect(mails).toHaveLength(1);
  });

  it('asks nothing of anyone without a configured time', async () => {
    const stop = startDigestSchedule(
      () => {
        throw new Error('Nobody asked for a digest.');
      },
      { config: { ...configOf(), at: null }, logger, tickMs: 5 },
    );
    await stop();
  });
});

describe('the configuration', () => {
  it.each([
    [{ DIGEST_AT: '8:30' }, 'DIGEST_AT must be a time of day'],
    [{ DIGEST_AT: '24:00' }, 'DIGEST_AT must be a time of day'],
    [{ DIGEST_TO: '' }, 'SMTP_URL needs DIGEST_FROM'],
    [{ DIGEST_TO: 'leader' }, '"leader" is not a mail address'],
    [{ SMTP_URL: 'mail.example' }, 'SMTP_URL must be a URL that begins with smtp:// or smtps://'],
    [{ WEBHOOK_URL: 'ftp://x' }, 'WEBHOOK_URL must be a URL'],
    [{ DIGEST_LANGUAGE: 'fr' }, 'DIGEST_LANGUAGE must be one of both, zh-CN, en'],
    [{ SMTP_URL: '', WEBHOOK_URL: '' }, 'DIGEST_AT needs SMTP_URL or WEBHOOK_URL'],
  ])('refuses %j in one line', (environment, message) => {
    expect(() => configOf(environment as unknown as Record<string, string>)).toThrow(message);
  });

  it('sends nothing anywhere when nothing is configured', () => {
    expect(readDigestConfig({})).toEqual({
      at: null,
      mail: null,
      webhook: null,
      language: 'both',
      bureaus: null,
      dashboardUrl: null,
    });
  });
});
