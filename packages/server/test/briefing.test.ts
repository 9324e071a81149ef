import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import { runQuery, tryQuery } from './run-query.ts';
import type { TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDemonstrationDatabase();
});
afterAll(() => database.close());

interface Written {
  writeBriefingComment: { comment: { version: number; text: string } | null; problem: string | null };
}
const write = (text: string, over: number, role?: 'GUEST') =>
  tryQuery<Written>(
    database,
    'mutation ($text: String!, $over: Int!) { writeBriefingComment(bureau: "QINGXIU", month: "2021-11", text: $text, over: $over) { comment { version text } problem } }',
    { text, over },
    role && { role },
  );
const brief = (month: string) =>
  tryQuery<{
    briefing: {
      period: object;
      comment: { version: number; text: string } | null;
      servicePoints: {
        key: { code: string };
        rank: number | null;
        inTime: number;
        judged: number;
        rate: number | null;
      }[];
    };
  }>(
    database,
    `{ briefing(bureau: "QINGXIU", month: "${month}") { period { from to workingDays } comment { version text }
         servicePoints { key { code } rank inTime judged rate lower upper } } }`,
  );

it('a month is whole, the present one up to today, and one to come is refused', async () => {
  expect((await brief('2021-11')).data?.briefing.period).toEqual({
    from: '2021-11-01',
    to: '2021-11-30',
    workingDays: 22,
  });
  expect((await brief('2021-12')).data?.briefing.period).toEqual({
    from: '2021-12-01',
    to: '2021-12-22',
    workingDays: 16,
  });
  for (const month of ['2022-01', '2021-13', 'November']) {
    expect((await brief(month)).errors).toMatchObject([{ code: 'INVALID_PERIOD' }]);
  }
});

it('ranks the service points by what plain SQL counts', async () => {
  const { rows } = await database.pool.query(
    `select p.code, count(*) as judged, count(*) filter (where a.decided_at <= a.promised_due_at) as in_time
     from application a join service_point p on p.id = a.service_point_id
     where a.decided_on between '2021-11-01' and '2021-11-30' and a.promised_due_at is not null group by 1 order by 1`,
  );
  const points = (await brief('2021-11')).data?.briefing.servicePoints ?? [];
  expect(
    points
      .map(({ key, judged, inTime }) => ({ code: key.code, judged, in_time: inTime }))
      .sort((one, other) => (one.code < other.code ? -1 : 1)),
  ).toEqual(rows);
  expect(points[0]?.rank).toBe(1);
});

it('a comment stays with its month, in versions, and is never written over unseen', async () => {
  expect((await write(' 十一月总体平稳。 ', 0)).data?.writeBriefingComment).toEqual({
    comment: { version: 1, text: '十一月总体平稳。' },
    problem: null,
  });
  expect((await write('另一位的话', 0)).data?.writeBriefingComment).toEqual({
    comment: { version: 1, text: '十一月总体平稳。' },
    problem: 'CONFLICT',
  });
  expect((await write('改。', 1)).data?.writeBriefingComment).toMatchObject({
    comment: { version: 2 },
    problem: null,
  });
  expect((await brief('2021-11')).data?.briefing.comment).toEqual({ version: 2, text: '改。' });
  expect((await brief('2021-10')).data?.briefing.comment).toBeNull();
  const { rows } = await database.pool.query('select version, text from briefing_comment order by version');
  expect(rows).toHaveLength(2);
});

it('a comment that two pages have no room for, or that a guest writes, is refused', async () => {
  expect((await write('长'.repeat(601), 2)).data?.writeBriefingComment.problem).toBe('TOO_LONG');
  expect((await write('客', 2, 'GUEST')).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  const found = await runQuery<{ briefing: { comment: { version: number } } }>(
    database,
    '{ briefing(bureau: "QINGXIU", month: "2021-11") { comment { version } } }',
  );
  expect(found.briefing.comment.version).toBe(2);
});
