import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../src/app.ts';
import { type BureauScope, enterBureau } from '../src/bureau/bureau-scope.ts';
import { AS_OF } from '../src/demonstration/district.ts';
import { loadDemonstrationRelease } from '../src/demonstration/load-release.ts';
import { reachableFields } from '../src/identity/access-matrix.ts';
import { Principal } from '../src/identity/principal.ts';
import { createRequestContext, type RequestContext } from '../src/identity/request-context.ts';
import { createSchema } from '../src/schema.ts';
import {
  prepareRelease,
  publishRelease,
  type ReleaseOutcome,
  withdrawRelease,
} from '../src/transparency/release.service.ts';
import {
  type PublicReleaseRow,
  publishedRelease,
  publishedReleases,
  type ReleaseRow,
  releasesOf,
} from '../src/transparency/release.sql.ts';
import { readContent } from '../src/transparency/release-draft.ts';
import { figuresOf } from '../src/transparency/release-figures.ts';
import type { ReleaseFile } from '../src/transparency/release-file.ts';
import { addReleaseLifeCommands } from '../src/transparency/release-life-commands.ts';
import { prepareDueReleases } from '../src/transparency/release-schedule.ts';
import { writeRelease } from '../src/transparency/write-release.ts';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import { documentFor } from './hollow-schema.ts';
import { runLogger } from './run-log.ts';
import type { TestDatabase } from './test-database.ts';

const STEWARD = { actor: 'wei', accountId: null };
const LEADER = { actor: 'lan', accountId: null };
const REASON = { reasonZh: '补录漏报办件', reasonEn: 'Cases that were reported late' };

const schema = createSchema();
let database: TestDatabase;
let bureau: BureauScope;
const contextOf = (kind: 'OPERATOR' | 'ANONYMOUS'): RequestContext =>
  createRequestContext({ database, principal: new Principal(kind) });
const operator = () => contextOf('OPERATOR');

beforeAll(async () => {
  database = await createDemonstrationDatabase();
  bureau = await enterBureau(operator(), 'QINGXIU');
  await loadDemonstrationRelease(operator());
});
afterAll(() => database.close());

async function releases(): Promise<readonly ReleaseRow[]> {
  return (await operator().pool.query<ReleaseRow>(releasesOf(bureau.id, null, 100))).rows;
}

/** As anyone may read it, without signing in. */
async function asAnyone(number: string): Promise<PublicReleaseRow | undefined> {
  const { rows } = await contextOf('ANONYMOUS').pool.query<PublicReleaseRow>(
    publishedRelease('QINGXIU', number),
  );
  return rows[0];
}

const idOf = (outcome: ReleaseOutcome) => ('id' in outcome ? outcome.id : Number.NaN);

describe('the release of the demonstration', () => {
  it('is there for everyone, with its checksum, and says what it withheld', async () => {
    const row = await asAnyone('2021-11');
    const bytes = row?.content ?? Buffer.of();
    expect(row?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const content = readContent(bytes);
    const withheld = figuresOf(content).filter(({ count }) => count === 'SUPPRESSED');
    expect(withheld.length).toBe(content.disclosure.primary + content.disclosure.complementary);
    expect(content.disclosure.primary).toBeGreaterThan(0);
    expect(content.disclosure.complementary).toBeGreaterThan(0);
    for (const { count } of figuresOf(content)) {
      expect([1, 2, 3, 4]).not.toContain(count);
    }
    expect(content.notice?.zh).toContain('演示数据');
  });

  it('has every file of its pages and open data, as it was written', async () => {
    const { rows } = await contextOf('ANONYMOUS').pool.query<ReleaseFile>(
      'select path, content_type as "contentType", bytes from release_file',
    );
    const written = writeRelease(readContent((await asAnyone('2021-11'))?.content ?? Buffer.of()));
    const kept = new Map(rows.map(({ path, bytes }) => [path, Buffer.from(bytes)]));
    expect([...kept.keys()].sort()).toEqual(written.map(({ path }) => path).sort());
    for (const { path, bytes } of written) {
      expect(kept.get(path)?.equals(bytes)).toBe(true);
    }
  });

  it('passed its checks', async () => {
    expect((await releases())[0]?.checks.map(({ outcome }) => outcome)).toEqual(Array(6).fill('PASSED'));
  });

  it('is made once', async () => {
    await loadDemonstrationRelease(operator());
    expect(await releases()).toHaveLength(1);
  });
});

describe('what is published', () => {
  it.each([
    `update published_release set content = ''`,
    'delete from published_release',
    'truncate release_file',
    'truncate published_release cascade',
    `update release set sha256 = ''`,
    `update release set state = 'DRAFT', decided_at = null, decided_by = null`,
    'delete from release',
  ])('is refused to the owner of the tables too: %s', async (statement) => {
    await expect(database.pool.query(statement)).rejects.toThrow(/stays as it is|kept as it is/);
  });

  it('is all that someone who is not signed in can read', async () => {
    const { pool } = contextOf('ANONYMOUS');
    await expect(pool.query('select * from release')).rejects.toThrow('permission denied');
    expect((await pool.query<PublicReleaseRow>(publishedReleases('QINGXIU'))).rows).toHaveLength(1);
  });
});

describe('a draft', () => {
  it('is of a month that has ended and was not released, or corrects one that was, with a reason in both languages', async () => {
    const prepare = (month: string, reason: typeof REASON | null) =>
      prepareRelease(operator(), bureau, month, reason, STEWARD);
    expect(await prepare('2021-12', null)).toEqual({ code: 'MONTH_NOT_ENDED' });
    expect(await prepare('2021-11', null)).toEqual({ code: 'ALREADY_PUBLISHED' });
    expect(await prepare('2021-10', REASON)).toEqual({ code: 'NOTHING_TO_CORRECT' });
    expect(await prepare('2021-11', { ...REASON, reasonEn: ' ' })).toEqual({ code: 'REASON_MISSING' });
  });

  it('is published by someone else than who prepared it, once, and none was published meanwhile', async () => {
    const first = idOf(await prepareRelease(operator(), bureau, '2021-09', null, STEWARD));
    const other = idOf(await prepareRelease(operator(), bureau, '2021-10', null, STEWARD));
    expect(await publishRelease(operator(), bureau, first, STEWARD)).toEqual({ code: 'PREPARED_BY_YOU' });
    expect(await publishRelease(operator(), bureau, first, LEADER)).toEqual({ id: first });
    expect(await publishRelease(operator(), bureau, first, LEADER)).toEqual({ code: 'NOT_A_DRAFT' });
    expect(await publishRelease(operator(), bureau, other, LEADER)).toEqual({ code: 'PUBLISHED_MEANWHILE' });
    expect(await withdrawRelease(operator(), bureau, other, LEADER)).toEqual({ id: other });
    expect(await withdrawRelease(operator(), bureau, other, LEADER)).toEqual({ code: 'NOT_A_DRAFT' });
    expect(await publishRelease(operator(), bureau, 4242, LEADER)).toEqual({ code: 'NO_SUCH_RELEASE' });
    expect(await asAnyone('2021-10')).toBeUndefined();
  });

  it('takes the place of the draft of its month', async () => {
    const one = idOf(await prepareRelease(operator(), bureau, '2021-08', null, STEWARD));
    const next = idOf(await prepareRelease(operator(), bureau, '2021-08', null, STEWARD));
    const states = new Map((await releases()).map(({ id, state }) => [id, state]));
    expect([states.get(one), states.get(next)]).toEqual(['WITHDRAWN', 'DRAFT']);
  });
});

/** What the schema answers to a question of someone who is not signed in, as text. */
async function answerToAnyone(source: string): Promise<string> {
  return JSON.stringify(await graphql({ schema, source, contextValue: contextOf('ANONYMOUS') }));
}

describe('without signing in', () => {
  it('every question that is open to everyone, asked for a draft, answers nothing of it', async () => {
    const id = idOf(await prepareRelease(operator(), bureau, '2021-07', null, STEWARD));
    const { rows } = await operator().pool.query<{ sha256: string; content: Buffer }>(
      'select sha256, content from release where id = $1',
      [id],
    );
    const open = reachableFields(schema, (rule) => rule === 'ANYONE');
    const asked = [...open.values()].flatMap((way) => {
      const last = way.at(-1);
      return last ? [documentFor(way.slice(0, -1), last.type, [last.field])] : [];
    });
    const questions = asked.map((source) =>
      source.replaceAll('bureau: "1"', 'bureau: "QINGXIU"').replaceAll('number: "1"', 'number: "2021-07"'),
    );
    expect(questions.some((source) => source.includes('"2021-07"'))).toBe(true);
    const answers = await Promise.all(questions.map(answerToAnyone));
    for (const secret of [rows[0]?.sha256 ?? '?', '2021-07-01', 'DRAFT', 'WITHDRAWN']) {
      expect(answers.filter((answer) => answer.includes(`"${secret}"`))).toEqual([]);
    }
    // The same question does find what is published: it is not the asking that fails.
    const published = await answerToAnyone(
      '{ publishedRelease(bureau: "QINGXIU", number: "2021-11") { sha256 content } }',
    );
    expect(published).toContain((await asAnyone('2021-11'))?.sha256);
  });

  it('no draft is previewed, nor does a published release tell more there', async () => {
    const server = await startServer({
      database,
      port: 0,
      isOperator: false,
      demonstrationGuest: true,
      dashboardFolder: null,
      dataFolder: await mkdtemp(join(tmpdir(), 'service-circle-releases-')),
      logger: runLogger(),
    });
    for (const { id } of await releases()) {
      const response = await fetch(`${server.url}/api/releases/QINGXIU/${id}/index.html`);
      expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('FORBIDDEN')]);
    }
    await server.close();
  });

  it('whatever else is said of releases is refused', async () => {
    const open = reachableFields(schema, (rule) => rule === 'ANYONE');
    expect([...open.keys()].filter((field) => /^(Query|Mutation)\..*[rR]elease/.test(field)).sort()).toEqual([
      'Query.publishedRelease',
      'Query.publishedReleases',
    ]);
    for (const source of [
      '{ releases(bureau: "QINGXIU") { totalCount } }',
      '{ release(bureau: "QINGXIU", id: "1") { sha256 } }',
      'mutation { publishRelease(bureau: "QINGXIU", id: "1") { __typename } }',
    ]) {
      expect(await answerToAnyone(source)).toContain('FORBIDDEN');
    }
  });
});

describe('the schedule', () => {
  it('prepares the draft of the last month three working days before it is due, once', async () => {
    // Of December 2021: due on Monday 10 January 2022; the three working days before it begin on Wednesday the 5th.
    await database.pool.query(`update bureau set as_of = '2022-01-04T12:00:00+08:00'`);
    const logger = runLogger();
    expect(await prepareDueReleases(operator(), logger)).toEqual([]);
    await database.pool.query(`update bureau set as_of = '2022-01-05T12:00:00+08:00'`);
    expect(await prepareDueReleases(operator(), logger)).toEqual(['QINGXIU']);
    expect(await prepareDueReleases(operator(), logger)).toEqual([]);
    expect((await releases())[0]).toMatchObject({ month: '2021-12', state: 'DRAFT', preparedBy: 'SCHEDULE' });
  });

  it('prepares nothing where the bureau has no publishing day', async () => {
    await database.pool.query(`update bureau set as_of = '2022-02-20T12:00:00+08:00', release_day = null`);
    expect(await prepareDueReleases(operator(), runLogger())).toEqual([]);
    await database.pool.query(`update bureau set as_of = $1, release_day = 10`, [AS_OF]);
  });
});

describe('the operator', () => {
  /** What a command prints. */
  async function command(...words: string[]): Promise<string[]> {
    const lines: string[] = [];
    const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
    addReleaseLifeCommands(program.command('release'), {
      run: async (work) => {
        await work(operator());
      },
      print: (line) => lines.push(line),
    });
    await program.parseAsync(['release', ...words], { from: 'user' });
    return lines;
  }

  it('prepares and publishes on behalf of two people, on record', async () => {
    const [said = ''] = await command('prepare', '--month', '2021-06', '--as', 'wei');
    const id = /\d+/.exec(said)?.[0] ?? '';
    await expect(command('publish', id, '--as', 'wei')).rejects.toThrow('PREPARED_BY_YOU');
    await command('publish', id, '--as', 'lan');
    expect((await command('list')).find((line) => line.startsWith(`${id}\t`))).toBe(
      `${id}\t2021-06\tPUBLISHED\tOPERATOR: wei\tOPERATOR: lan\tchecks passed`,
    );
    await expect(command('withdraw', id, '--as', 'lan')).rejects.toThrow('NOT_A_DRAFT');
    const { rows } = await database.pool.query<{ action: string; outcome: string }>(
      `select action, outcome from audit_entry where action like 'RELEASE%' and actor_kind = 'OPERATOR' order by id desc limit 4`,
    );
    expect(rows.map(({ action }) => action)).toContain('RELEASE_PUBLISHED');
  });

  it('chooses the publishing day, which is 1 to 28 or none', async () => {
    await command('day', '15');
    expect((await enterBureau(operator(), 'QINGXIU')).bureau.releaseDay).toBe(15);
    await expect(command('day', '31')).rejects.toThrow('1 to 28, or none');
    await command('day', '10');
  });
});

describe('a correction', () => {
  it('lists what it corrects, the old release points to it, and neither can be told apart to a count below five', async () => {
    await database.pool.query(
      `update application_record set closed_on = '2021-12-01' where id in
         (select id from application where closed_on between '2021-11-20' and '2021-11-30' and bureau_id = $1 order by id limit 3)`,
      [bureau.id],
    );
    const id = idOf(await prepareRelease(operator(), bureau, '2021-11', REASON, STEWARD));
    expect(await publishRelease(operator(), bureau, id, LEADER)).toEqual({ id });
    const [old, correction] = [await asAnyone('2021-11'), await asAnyone('2021-11.2')];
    expect([old?.correctedBy, correction?.corrects]).toEqual(['2021-11.2', '2021-11']);
    const content = readContent(correction?.content ?? Buffer.of());
    const closed = content.correction?.changes.find(({ figure }) => figure === 'caseload.whole.closed');
    expect(Number(closed?.was) - Number(closed?.is)).toBe(3);
    expect(content.correction?.reasonZh).toBe(REASON.reasonZh);
    expect(content.disclosure.heldAgainst).toContain('2021-11');
  });

  it('outlives the facts', async () => {
    const before = await asAnyone('2021-11.2');
    await database.pool.query('update application_record set voided_by_run_id = import_run_id');
    expect(await asAnyone('2021-11.2')).toEqual(before);
  });
});
