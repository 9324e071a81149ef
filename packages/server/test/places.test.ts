import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import { runQuery, tryQuery } from './run-query.ts';
import type { TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDemonstrationDatabase();
});
afterAll(() => database.close());

interface Page {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly node: { readonly code: string } }[];
}

it.each([
  ['demandAreas', 'demand_area'],
  ['keyBuildings', 'key_building'],
])('%s come by code, page by page, each once and none left out', async (query, table) => {
  const { rows } = await database.pool.query<{ code: string }>(
    `select code from ${table} order by code collate "C"`,
  );
  const codes: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const data: Record<string, Page> = await runQuery(
      database,
      `query ($after: String) { ${query}(bureau: "QINGXIU", first: 7, after: $after) {
         totalCount pageInfo { hasNextPage endCursor } edges { node { code } } } }`,
      { after },
    );
    const page = data[query];
    expect(page?.totalCount).toBe(rows.length);
    codes.push(...(page?.edges ?? []).map(({ node }) => node.code));
    more = page?.pageInfo.hasNextPage ?? false;
    after = page?.pageInfo.endCursor ?? null;
  }
  expect(codes).toEqual(rows.map(({ code }) => code));
  expect(codes.length).toBeGreaterThan(20);
});

it('a list is narrowed by town and by what is searched for, whatever signs are in it', async () => {
  const ask = (filter: object) =>
    runQuery<{ demandAreas: Page }>(
      database,
      `query ($filter: PlaceFilter) { demandAreas(bureau: "QINGXIU", first: 100, filter: $filter) { totalCount edges { node { code } } } }`,
      { filter },
    ).then(({ demandAreas }) => demandAreas.totalCount);
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*) from demand_area where town_or_street = '东岭片'`,
  );
  expect(await ask({ townsOrStreets: ['东岭片'] })).toBe(rows[0]?.count);
  expect(await ask({ search: 'qx-d00' })).toBe(9);
  expect(await ask({ search: '%' })).toBe(0);
});

it('a service point names the key building that it stands in, in a constant number of statements', async () => {
  const ask = (first: number) =>
    runQuery<{
      servicePoints: { edges: { node: { code: string; keyBuilding: { nameZh: string } | null } }[] };
    }>(
      database,
      `{ servicePoints(bureau: "QINGXIU", first: ${first}) { edges { node { code handledItemCodes keyBuilding { nameZh } } } } }`,
    );
  database.takeStatements();
  await ask(3);
  const few = database.takeStatements().length;
  const { servicePoints } = await ask(100);
  expect(database.takeStatements()).toHaveLength(few);
  const names = Object.fromEntries(
    servicePoints.edges.map(({ node }) => [node.code, node.keyBuilding?.nameZh ?? null]),
  );
  expect(names['QX-P08']).toBe('爱琴海购物广场');
  expect(names['QX-P03']).toBeNull();
});

it('of no such place the answer is null, of a bureau that is not theirs a refusal', async () => {
  expect(
    await runQuery(
      database,
      `{ demandArea(bureau: "QINGXIU", code: "NONE") { code } keyBuilding(bureau: "QINGXIU", code: "NONE") { code } }`,
    ),
  ).toEqual({ demandArea: null, keyBuilding: null });
  const { errors } = await tryQuery(
    database,
    `{ keyBuildings(bureau: "OTHER") { totalCount } }`,
    {},
    { role: 'GUEST' },
  );
  expect(errors.map(({ code }) => code)).toEqual(['BUREAU_NOT_FOUND']);
});
