import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import { runQuery, tryQuery } from './run-query.ts';
import type { TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDemonstrationDatabase();
});
afterAll(() => database.close());

interface Counts {
  readonly overdue: number;
  readonly dueWithin: number;
}

interface Attention {
  readonly total: Counts;
  readonly horizon: string;
  readonly groups: readonly {
    readonly waitingFor: string;
    readonly counts: Counts;
    readonly byServicePoint: readonly {
      readonly key: { readonly code: string | null };
      readonly counts: Counts;
    }[];
    readonly byDepartment: readonly {
      readonly key: { readonly code: string | null };
      readonly counts: Counts;
    }[];
  }[];
}

async function attentionOf(days: number, on = '2021-12-22'): Promise<Attention> {
  const { earlyWarning } = await runQuery<{ earlyWarning: { attention: Attention } }>(
    database,
    `query ($days: Int!, $on: Date) { earlyWarning(bureau: "QINGXIU", withinWorkingDays: $days, on: $on) { attention {
       horizon total { overdue dueWithin }
       groups { waitingFor counts { overdue dueWithin }
         byServicePoint { key { code } counts { overdue dueWithin } } byDepartment { key { code } counts { overdue dueWithin } } } } } }`,
    { days, on },
    { role: 'GUEST' },
  );
  return earlyWarning.attention;
}

const countOf = async (where: object) =>
  (
    await runQuery<{ applications: { totalCount: number } }>(
      database,
      'query ($where: ApplicationSelection!) { applications(bureau: "QINGXIU", where: $where, first: 1) { totalCount } }',
      { where },
    )
  ).applications.totalCount;

describe('applications about to be late', () => {
  it('are those whose promised day is at most n working days ahead, by plain SQL', async () => {
    // Wednesday 22 December 2021: three working days ahead is Monday the 27th, over the weekend.
    expect((await attentionOf(3)).horizon).toBe('2021-12-27');
    expect((await attentionOf(0)).horizon).toBe('2021-12-22');
    expect((await attentionOf(2)).horizon).toBe('2021-12-26');
    for (const [days, last] of [
      [0, '2021-12-22'],
      [1, '2021-12-23'],
      [3, '2021-12-27'],
      [8, '2022-01-04'],
    ] as const) {
      const { rows } = await database.pool.query<Counts>(
        `select count(*) filter (where promised_due_at < b.as_of) as overdue,
           count(*) filter (where promised_due_at >= b.as_of and promised_due_on <= $1) as "dueWithin"
         from application a join bureau b on b.id = a.bureau_id
         where a.closed_at is null and (a.deemed_from is null or a.deemed_from <= b.as_of)`,
        [last],
      );
      expect((await attentionOf(days)).total).toEqual(rows[0]);
    }
  });

  it('lead, count by count, to a list of exactly those applications', async () => {
    const { groups, total } = await attentionOf(3);
    for (const { waitingFor, counts } of groups) {
      expect(await countOf({ standing: ['OVERDUE'], waitingFor: [waitingFor] })).toBe(counts.overdue);
      expect(await countOf({ dueWithinWorkingDays: 3, waitingFor: [waitingFor] })).toBe(counts.dueWithin);
    }
    expect(await countOf({ dueWithinWorkingDays: 3 })).toBe(total.dueWithin);
    expect(total.dueWithin).toBeGreaterThan(0);
  });

  it('add up: the three who must act to the whole, and each by point and by department', async () => {
    for (const on of ['2021-12-22', '2021-11-15', '2021-08-31']) {
      const { groups, total } = await attentionOf(5, on);
      const sum = (parts: readonly { readonly counts: Counts }[]): Counts => ({
        overdue: parts.reduce((all, { counts }) => all + counts.overdue, 0),
        dueWithin: parts.reduce((all, { counts }) => all + counts.dueWithin, 0),
      });
      expect(groups.map(({ waitingFor }) => waitingFor)).toEqual(['BUREAU', 'APPLICANT', 'EXCLUDED']);
      expect(sum(groups)).toEqual(total);
      for (const group of groups) {
        expect(sum(group.byServicePoint)).toEqual(group.counts);
        expect(sum(group.byDepartment)).toEqual(group.counts);
      }
    }
  });

  it('wait for whoever owns the last interval of their timeline', async () => {
    const seen = new Set<string>();
    for (const waitingFor of ['BUREAU', 'APPLICANT', 'EXCLUDED']) {
      const { applications } = await runQuery<{
        applications: { edges: { node: { waitingFor: string; timeline: { owner: string }[] } }[] };
      }>(
        database,
        `query ($waitingFor: [TimeOwner!]) { applications(bureau: "QINGXIU", where: { waitingFor: $waitingFor }, first: 100) {
           edges { node { waitingFor timeline { owner } } } } }`,
        { waitingFor: [waitingFor] },
      );
      for (const { node } of applications.edges) {
        expect(node.waitingFor).toBe(waitingFor);
        expect(node.timeline.at(-1)?.owner).toBe(waitingFor);
        seen.add(waitingFor);
      }
    }
    expect([...seen].sort()).toEqual(['APPLICANT', 'BUREAU', 'EXCLUDED']);
    const all = await countOf({ openOn: '2021-12-22' });
    const parts = await Promise.all(
      ['BUREAU', 'APPLICANT', 'EXCLUDED'].map((each) => countOf({ waitingFor: [each] })),
    );
    expect(parts.reduce((sum, each) => sum + each, 0)).toBe(all);
  });

  it('refuses days ahead that no limit reaches', async () => {
    const ask = (days: number) =>
      tryQuery(database, `{ earlyWarning(bureau: "QINGXIU", withinWorkingDays: ${days}) { day } }`);
    expect((await ask(251)).errors.map(({ code }) => code)).toEqual(['WORKING_DAYS_AHEAD']);
    expect((await ask(-1)).errors.map(({ code }) => code)).toEqual(['WORKING_DAYS_AHEAD']);
    expect((await ask(250)).errors).toEqual([]);
  });

  it('is unknown, not zero, where the days ahead are not announced', async () => {
    // 250 working days after the end of 2026, the last announced year, nobody knows.
    await database.pool.query("update bureau set as_of = '2026-12-22T16:30:00+08:00'");
    try {
      const { horizon, total } = await attentionOf(20, '2026-12-22');
      expect([horizon, total.dueWithin]).toEqual([null, null]);
      expect(total.overdue).toBeGreaterThan(0);
    } finally {
      await database.pool.query("update bureau set as_of = '2021-12-22T16:30:00+08:00'");
    }
  });
});

interface Standing {
  readonly target: {
    readonly id: string;
    readonly measure: { readonly id: string };
    readonly value: number;
    readonly validFrom: string;
    readonly validTo: string | null;
    readonly isSynthetic: boolean;
    readonly servicePoint: { readonly code: string } | null;
  };
  readonly period: { readonly from: string; readonly to: string };
  readonly status: string;
  readonly reason: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

const STANDING = `target { id measure { id } value validFrom validTo isSynthetic servicePoint { code } }
  period { from to } status reason value numerator denominator`;

async function standings(on?: string): Promise<Standing[]> {
  const { targets } = await runQuery<{ targets: Standing[] }>(
    database,
    `query ($on: Date) { targets(bureau: "QINGXIU", on: $on) { ${STANDING} } }`,
    { on },
    { role: 'GUEST' },
  );
  return targets;
}

type Outcome = { readonly code?: string; readonly target?: { readonly id: string } | null };

async function setTarget(target: object): Promise<Outcome> {
  const { setTarget: outcome } = await runQuery<{ setTarget: Outcome }>(
    database,
    `mutation ($target: TargetInput!) { setTarget(bureau: "QINGXIU", target: $target) {
       ... on TargetChanged { target { id } } ... on TargetRefused { code } } }`,
    { target },
  );
  return outcome;
}

async function endTarget(id: string, lastDay: string | null = null): Promise<Outcome> {
  const { endTarget: outcome } = await runQuery<{ endTarget: Outcome }>(
    database,
    `mutation ($id: ID!, $lastDay: Date) { endTarget(bureau: "QINGXIU", id: $id, lastDay: $lastDay) {
       ... on TargetChanged { target { id } } ... on TargetRefused { code } } }`,
    { id, lastDay },
  );
  return outcome;
}

describe('targets', () => {
  it('come with the demonstration, and say that they are made up', async () => {
    const all = await standings();
    expect(all.length).toBeGreaterThanOrEqual(5);
    expect(all.every(({ target }) => target.isSynthetic)).toBe(true);
    expect(new Set(all.map(({ status }) => status)).size).toBeGreaterThan(1);
  });

  it('measure what the reports of the same period and scope measure', async () => {
    const of = async (measure: string) =>
      (await standings()).find(({ target }) => target.measure.id === measure && target.servicePoint === null);
    const { caseload, turnaround } = await runQuery<{
      caseload: { total: { received: number; overdue: number } };
      turnaround: {
        total: {
          turnaroundMinutes: { median: number; n: number };
        };
      };
    }>(
      database,
      `{ caseload(bureau: "QINGXIU", period: { from: "2021-12-01", to: "2021-12-31" }) { total { received overdue } }
         turnaround(bureau: "QINGXIU", period: { from: "2021-12-01", to: "2021-12-31" }) { total { turnaroundMinutes { median n } } } }`,
    );
    const quarter = await runQuery<{
      turnaround: { total: { promisedOnTime: { numerator: number; denominator: number; value: number } } };
    }>(
      database,
      '{ turnaround(bureau: "QINGXIU", period: { from: "2021-10-01", to: "2021-12-31" }) { total { promisedOnTime { numerator denominator value } } } }',
    );
    const volumes = (await standings()).filter(({ target }) => target.measure.id === 'volume');
    expect(volumes.map(({ value }) => value)).toContain(caseload.total.received);
    expect(volumes.map(({ value }) => value)).toContain(6271);
    expect((await of('overdue'))?.value).toBe(caseload.total.overdue);
    const median = await of('turnaround-median');
    expect(median?.value).toBeCloseTo(turnaround.total.turnaroundMinutes.median / 420, 10);
    expect(median?.denominator).toBe(turnaround.total.turnaroundMinutes.n);
    expect(await of('on-time')).toMatchObject(quarter.turnaround.total.promisedOnTime);
  });

  it('are judged as they stood at the end of a past day, and for good once the period is over', async () => {
    const november = (await standings('2021-11-30')).find(
      ({ target }) => target.measure.id === 'turnaround-median',
    );
    expect(november?.period).toEqual({ from: '2021-11-01', to: '2021-11-30' });
    expect(['MET', 'MISSED']).toContain(november?.status);
    expect(november?.reason).toBe('PERIOD_OVER');
    const early = (await standings('2021-11-02')).find(
      ({ target }) => target.measure.id === 'turnaround-median',
    );
    expect(early).toMatchObject({ status: 'NOT_ENOUGH_DATA', reason: 'TOO_EARLY' });
  });

  it('count nothing after the day that they are asked for', async () => {
    const { caseload } = await runQuery<{ caseload: { total: { received: number; overdue: number } } }>(
      database,
      '{ caseload(bureau: "QINGXIU", period: { from: "2021-11-01", to: "2021-11-15" }) { total { received overdue } } }',
    );
    const midway = await standings('2021-11-15');
    const monthly = midway.filter(({ period }) => period.from === '2021-11-01');
    expect(monthly.find(({ target }) => target.measure.id === 'volume')?.value).toBe(caseload.total.received);
    expect(monthly.find(({ target }) => target.measure.id === 'overdue')?.value).toBe(caseload.total.overdue);
  });

  it('ask a constant number of statements, however many there are', async () => {
    const statements = async () => {
      database.takeStatements();
      await standings();
      return database.takeStatements().length;
    };
    const few = await statements();
    const added: string[] = [];
    for (const servicePoint of ['QX-A01', 'QX-P01', 'QX-P02']) {
      for (const measure of ['turnaround-p90', 'backlog', 'statutory-on-time']) {
        const { target } = await setTarget({
          measure,
          servicePoint,
          grain: 'MONTH',
          value: 1,
          validFrom: '2021-12-01',
        });
        added.push(target?.id ?? '');
      }
    }
    expect(await statements()).toBe(few);
    for (const id of added) {
      await endTarget(id);
    }
  });

  it('take the place of one another for their days alone; what held before goes on, and nothing is erased', async () => {
    const measure = { measure: 'closed', direction: 'AT_LEAST', grain: 'MONTH' };
    await setTarget({ ...measure, value: 100, validFrom: '2021-01-01' });
    await setTarget({ ...measure, value: 200, validFrom: '2021-06-01', validTo: '2021-08-31' });
    const valueOn = async (day: string) =>
      (await standings(day))
        .filter(({ target }) => target.measure.id === 'closed')
        .map(({ target }) => target.value);
    expect(await valueOn('2021-05-31')).toEqual([100]);
    expect(await valueOn('2021-06-01')).toEqual([200]);
    expect(await valueOn('2021-08-31')).toEqual([200]);
    expect(await valueOn('2021-09-01')).toEqual([100]);
    const { rows } = await database.pool.query<{ value: number; superseded: boolean }>(
      "select value, superseded_at is not null as superseded from target where measure = 'closed' order by id",
    );
    expect(rows).toEqual([
      { value: 100, superseded: true },
      { value: 100, superseded: false },
      { value: 100, superseded: false },
      { value: 200, superseded: false },
    ]);
  });

  it('are not set twice: the same again is the same one', async () => {
    const target = { measure: 'backlog', grain: 'YEAR', value: 300, validFrom: '2021-01-01' };
    const first = await setTarget(target);
    expect(await setTarget(target)).toEqual(first);
    const other = await setTarget({ ...target, value: 250 });
    expect(other.target?.id).not.toBe(first.target?.id);
    expect(await endTarget(first.target?.id ?? '')).toEqual({ code: 'NOT_IN_FORCE' });
    expect(await endTarget(other.target?.id ?? '', '2021-06-30')).toEqual({ code: 'NOT_WHOLE_PERIODS' });
    const ended = await endTarget(other.target?.id ?? '', '2021-12-31');
    expect(ended.target?.id).toBeDefined();
    expect(await endTarget(ended.target?.id ?? '')).toEqual({ target: null });
  });

  it('are refused with a code where they say nothing that can be judged', async () => {
    const target = { measure: 'on-time', grain: 'MONTH', value: 0.9, validFrom: '2021-01-01' };
    const codeOf = async (change: object) => (await setTarget({ ...target, ...change })).code;
    expect(await codeOf({ measure: 'luck' })).toBe('UNKNOWN_MEASURE');
    expect(await codeOf({ servicePoint: 'QX-P99' })).toBe('UNKNOWN_SERVICE_POINT');
    expect(await codeOf({ serviceItem: 'XX-001' })).toBe('UNKNOWN_SERVICE_ITEM');
    expect(await codeOf({ value: 98 })).toBe('VALUE_OUT_OF_RANGE');
    expect(await codeOf({ value: -1 })).toBe('VALUE_OUT_OF_RANGE');
    expect(await codeOf({ measure: 'volume', value: 9 })).toBe('DIRECTION_NEEDED');
    expect(await codeOf({ direction: 'AT_MOST' })).toBe('WRONG_DIRECTION');
    expect(await codeOf({ validFrom: '2021-01-02' })).toBe('NOT_WHOLE_PERIODS');
    expect(await codeOf({ grain: 'ONCE' })).toBe('NOT_WHOLE_PERIODS');
  });

  it('are set by the operator alone', async () => {
    const before = (await database.pool.query('select count(*) from target')).rows;
    const mutation = `mutation { setTarget(bureau: "QINGXIU", target: { measure: "backlog", grain: YEAR, value: 1, validFrom: "2021-01-01" }) { __typename } }`;
    for (const source of [
      mutation,
      'mutation { endTarget(bureau: "QINGXIU", id: "1") { __typename } }',
      'mutation { restartControlChart(bureau: "QINGXIU", measure: "turnaround", baselineFrom: "2021-11-01", reason: "x") { __typename } }',
    ]) {
      const { errors } = await tryQuery(database, source, {}, { role: 'GUEST' });
      expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    }
    expect((await database.pool.query('select count(*) from target')).rows).toEqual(before);
  });

  it('cannot be erased or rewritten, not even by SQL', async () => {
    await expect(database.pool.query('delete from target')).rejects.toThrow('append-only');
    await expect(database.pool.query('update target set value = 0')).rejects.toThrow('append-only');
  });

  it('are all in the history, newest first, page by page', async () => {
    const { rows } = await database.pool.query<{ count: number }>('select count(*) as count from target');
    const ids: number[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const {
        targetHistory,
      }: {
        targetHistory: {
          totalCount: number;
          pageInfo: { hasNextPage: boolean; endCursor: string };
          edges: { node: { id: string } }[];
        };
      } = await runQuery(
        database,
        'query ($after: String) { targetHistory(bureau: "QINGXIU", first: 5, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } }',
        { after },
        { role: 'GUEST' },
      );
      ids.push(...targetHistory.edges.map(({ node }) => Number(node.id)));
      expect(targetHistory.totalCount).toBe(rows[0]?.count);
      after = targetHistory.pageInfo.endCursor;
      more = targetHistory.pageInfo.hasNextPage;
    }
    expect(ids).toHaveLength(rows[0]?.count ?? -1);
    expect(ids).toEqual([...ids].sort((one, other) => other - one));
  });
});

interface Chart {
  readonly unit: string;
  readonly limits: { readonly centre: number; readonly upper: number; readonly n: number } | null;
  readonly baselineFrom: string | null;
  readonly restart: { readonly reason: string } | null;
  readonly points: readonly {
    readonly code: string;
    readonly from: string;
    readonly to: string;
    readonly value: number | null;
    readonly numerator: number;
    readonly denominator: number | null;
    readonly signals: readonly string[];
    readonly isWorse: boolean | null;
  }[];
}

async function chartOf(measure: string, variables: object = {}): Promise<Chart> {
  const { controlChart } = await runQuery<{ controlChart: Chart }>(
    database,
    `query ($measure: ID!, $grain: ChartGrain!, $scope: ScopeFilter, $baselineFrom: Date, $on: Date) {
       controlChart(bureau: "QINGXIU", measure: $measure, grain: $grain, scope: $scope, baselineFrom: $baselineFrom, on: $on) {
         unit limits { centre upper n } baselineFrom restart { reason }
         points { code from to value numerator denominator signals isWorse } } }`,
    { measure, grain: 'WEEK', ...variables },
    { role: 'GUEST' },
  );
  return controlChart;
}

describe('a control chart', () => {
  it('holds the weekly means that plain SQL gives, whole weeks alone', async () => {
    const { points, unit } = await chartOf('turnaround');
    const { rows } = await database.pool.query<{ code: string; value: number; n: number }>(
      `select to_char(date_trunc('week', decided_on), 'YYYY-MM-DD') as code, avg(bureau_minutes) / 420 as value, count(*) as n
       from application where bureau_minutes is not null and decided_on is not null group by 1 order by 1`,
    );
    // The first week began in its middle for the bureau, the last is not over on Wednesday the 22nd.
    const whole = rows.slice(1, -1);
    expect(unit).toBe('WORKING_DAYS');
    expect(points.map(({ code }) => code)).toEqual(whole.map(({ code }) => code));
    for (const [index, { value, n }] of whole.entries()) {
      expect(points[index]?.value).toBeCloseTo(value, 9);
      expect(points[index]?.denominator).toBe(n);
    }
    expect(points.at(-1)).toMatchObject({ from: '2021-12-13', to: '2021-12-19' });
  });

  it('counts by the working day, so that a holiday week is not a slack one', async () => {
    const { points } = await chartOf('volume');
    const nationalDay = points.find(({ code }) => code === '2021-10-04');
    // 4 to 7 October are off; Friday the 8th and Saturday the 9th, a make-up workday, are worked.
    expect(nationalDay?.denominator).toBe(2);
    expect(nationalDay?.value).toBe((nationalDay?.numerator ?? 0) / 2);
  });

  it('finds the slowdown that the demonstration was given, at its point and not at the others', async () => {
    const { earlyWarning } = await runQuery<{
      earlyWarning: {
        watch: {
          judged: number;
          signals: { measure: { id: string }; servicePoint: { code: string } | null; since: string }[];
        };
      };
    }>(
      database,
      '{ earlyWarning(bureau: "QINGXIU") { watch { judged signals { measure { id } servicePoint { code } since } } } }',
      {},
      { role: 'GUEST' },
    );
    expect(earlyWarning.watch.judged).toBeGreaterThanOrEqual(8);
    expect(earlyWarning.watch.signals).toEqual([
      { measure: { id: 'turnaround' }, servicePoint: { code: 'QX-P03' }, since: '2021-12-13' },
    ]);
  });

  it('is the same whether watched or asked for', async () => {
    const { points, limits } = await chartOf('turnaround', { scope: { servicePoints: ['QX-P03'] } });
    const { earlyWarning } = await runQuery<{
      earlyWarning: { watch: { signals: { point: object; limits: object }[] } };
    }>(
      database,
      '{ earlyWarning(bureau: "QINGXIU") { watch { signals { point { code from to value numerator denominator signals isWorse } limits { centre upper n } } } } }',
    );
    expect(earlyWarning.watch.signals).toEqual([{ point: points.at(-1), limits }]);
  });

  it('says on an earlier day what it said then', async () => {
    const now = await chartOf('turnaround');
    const then = await chartOf('turnaround', { on: '2021-10-20' });
    expect(then.points).toEqual(now.points.slice(0, then.points.length));
    expect(then.points.at(-1)?.to).toBe('2021-10-17');
    const onSunday = await chartOf('turnaround', { on: '2021-10-17' });
    expect(onSunday.points).toEqual(then.points);
  });

  it('has no limits on eight whole months, which are fewer than twelve', async () => {
    const { limits, points } = await chartOf('turnaround', { grain: 'MONTH' });
    expect(points.map(({ code }) => code).at(0)).toBe('2021-04');
    expect(points.map(({ code }) => code).at(-1)).toBe('2021-11');
    expect(limits).toBeNull();
  });

  it('starts anew where the operator says why, and only that chart', async () => {
    const restart = (variables: object) =>
      runQuery<{ restartControlChart: { code?: string } }>(
        database,
        `mutation ($measure: ID!, $servicePoint: ID, $from: Date!, $reason: String!) {
           restartControlChart(bureau: "QINGXIU", measure: $measure, servicePoint: $servicePoint, baselineFrom: $from, reason: $reason) {
             ... on ChartRestarted { restart { baselineFrom reason setBy } } ... on RestartRefused { code } } }`,
        {
          measure: 'turnaround',
          servicePoint: 'QX-P02',
          from: '2021-07-05',
          reason: '换新系统',
          ...variables,
        },
      ).then(({ restartControlChart }) => restartControlChart);
    expect(await restart({ measure: 'luck' })).toEqual({ code: 'UNKNOWN_MEASURE' });
    expect(await restart({ servicePoint: 'QX-P99' })).toEqual({ code: 'UNKNOWN_SERVICE_POINT' });
    expect(await restart({ reason: ' ' })).toEqual({ code: 'REASON_NEEDED' });
    expect(await restart({ from: '2021-12-23' })).toEqual({ code: 'NOT_YET' });
    expect(await restart({})).toEqual({
      restart: { baselineFrom: '2021-07-05', reason: '换新系统', setBy: 'OPERATOR' },
    });
    const restarted = await chartOf('turnaround', { scope: { servicePoints: ['QX-P02'] } });
    expect(restarted).toMatchObject({ baselineFrom: '2021-07-05', restart: { reason: '换新系统' } });
    expect((await chartOf('turnaround')).restart).toBeNull();
    const asked = await chartOf('turnaround', {
      scope: { servicePoints: ['QX-P02'] },
      baselineFrom: '2021-06-07',
    });
    expect(asked).toMatchObject({ baselineFrom: '2021-06-07', restart: null });
  });

  it('is refused for what is not a sum', async () => {
    const { errors } = await tryQuery(
      database,
      '{ controlChart(bureau: "QINGXIU", measure: "turnaround-p90") { unit } }',
    );
    expect(errors.map(({ code }) => code)).toEqual(['UNKNOWN_MEASURE']);
  });
});
