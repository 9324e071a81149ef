import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BureauScope, enterBureau } from '../src/bureau/bureau-scope.ts';
import { Principal } from '../src/identity/principal.ts';
import { createRequestContext, type RequestContext } from '../src/identity/request-context.ts';
import { type ExactRelease, gatherRelease } from '../src/transparency/gather-release.service.ts';
import type { CountOf } from '../src/transparency/release-content.ts';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import type { TestDatabase } from './test-database.ts';

let database: TestDatabase;
let context: RequestContext;
let bureau: BureauScope;
let release: ExactRelease;
beforeAll(async () => {
  database = await createDemonstrationDatabase();
  context = createRequestContext({ database, principal: new Principal('OPERATOR') });
  bureau = await enterBureau(context, 'QINGXIU');
  release = await gatherRelease(context, bureau, '2021-11');
});
afterAll(() => database.close());

const sumOf = (counts: readonly { readonly count: unknown }[]) =>
  counts.reduce((sum, { count }) => sum + Number(count), 0);

/** By plain SQL over the facts. */
async function count(condition: string, from = 'application a'): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(
    `select count(*) as n from ${from} where ${condition}`,
  );
  return rows[0]?.n ?? -1;
}

describe('a release as it is drawn from the facts', () => {
  it('counts what was received in the month, in total and along every edge of the cube', async () => {
    const total = await count(`received_on between '2021-11-01' and '2021-11-30'`);
    const { volume, caseload, series } = release;
    expect(volume.total).toBe(total);
    for (const margin of [
      volume.byPoint,
      volume.byPointKind,
      volume.byChannel,
      volume.byItemKind,
      volume.cube,
    ]) {
      expect(sumOf(margin)).toBe(total);
    }
    expect(caseload[0]?.received).toBe(total);
    expect(series.at(-1)?.received).toBe(total);
    const ofPoints: CountOf[] = caseload
      .slice(1)
      .map(({ group, received }) => ({ key: group.by === 'POINT' ? group.key : '?', count: received }));
    expect(ofPoints).toEqual(volume.byPoint);
  });

  it('balances: what was open, and came in, and went out, is what is open, for every point and month', () => {
    for (const { backlogAtStart, received, closed, backlog } of release.caseload) {
      expect(Number(backlogAtStart) + Number(received) - Number(closed)).toBe(backlog);
    }
    release.series.slice(1).forEach(({ received, closed, backlog }, index) => {
      expect(Number(release.series[index]?.backlog) + Number(received) - Number(closed)).toBe(backlog);
    });
    // The district opened in March.
    expect(release.series.map(({ month }) => month)[0]).toBe('2021-03');
  });

  it('tells time taken in tenths of a working day, rounded up: the middle of the sorted times within one of them', async () => {
    const { rows } = await database.pool.query<{ minutes: number }>(
      `select bureau_minutes as minutes from application
       where decided_on between '2021-11-01' and '2021-11-30' and bureau_minutes is not null order by 1`,
    );
    const [whole] = release.turnaround;
    const tenths = rows.map(({ minutes }) => Math.ceil(minutes / 42));
    expect(whole?.n).toBe(tenths.length);
    expect(whole?.medianTenths).toBe(tenths[Math.ceil(tenths.length / 2) - 1]);
    expect(whole?.p90Tenths).toBe(tenths[Math.ceil(tenths.length * 0.9) - 1]);
    for (const each of release.turnaround) {
      expect(sumOf(each.distribution ?? [])).toBe(each.n);
    }
  });

  it('has the shares of the whole as the sums of those of its points', () => {
    for (const measure of new Set(release.rates.map((rate) => rate.measure))) {
      const [whole, ...points] = release.rates.filter((rate) => rate.measure === measure);
      for (const part of ['numerator', 'denominator'] as const) {
        expect(points.reduce((sum, rate) => sum + Number(rate[part]), 0)).toBe(whole?.[part]);
      }
      expect(Number(whole?.denominator)).toBeGreaterThan(0);
    }
  });

  it('knows of each place its nearest points, and whether the nearest is near enough', () => {
    const { circle } = release;
    expect(circle?.on).toBe('2021-11-30');
    const buildings = circle?.places.filter(({ kind }) => kind === 'KEY_BUILDING') ?? [];
    expect(circle?.shares.KEY_BUILDINGS).toEqual({
      covered: buildings.filter(({ isCovered }) => isCovered).length,
      total: buildings.length,
    });
    for (const { isCovered, nearest } of circle?.places ?? []) {
      expect(isCovered).toBe((nearest[0]?.seconds ?? Number.POSITIVE_INFINITY) <= 1800);
    }
  });

  it('is of a month that has ended', async () => {
    await expect(gatherRelease(context, bureau, '2021-12')).rejects.toThrow('not a month that has ended');
    await expect(gatherRelease(context, bureau, '2021-13')).rejects.toThrow('not a month that has ended');
  });

  it('announces the coming releases on the first working day from the tenth on, as far as the calendar goes', () => {
    // 2022-01-10 is a Monday; the State Council's notice for 2022 was out. April 10 is a Sunday, May 10 a Tuesday.
    expect(release.calendar.slice(0, 2)).toEqual([
      { month: '2021-12', publishOn: '2022-01-10' },
      { month: '2022-01', publishOn: '2022-02-10' },
    ]);
    expect(release.calendar.find(({ month }) => month === '2022-03')?.publishOn).toBe('2022-04-11');
  });
});
