import { afterAll, expect, it } from 'vitest';
import { createTestDatabase } from '../test/test-database.ts';

const database = await createTestDatabase();
afterAll(() => database.close());

it('the entities map every column of their tables as the migrations made it', async () => {
  const { rows } = await database.pool.query<{ column: string; nullable: boolean }>(
    `select table_name || '.' || column_name as column, is_nullable = 'YES' as nullable
     from information_schema.columns where table_schema = 'public' and table_name <> 'migration' order by 1`,
  );
  const mapped = [...database.orm.getMetadata()].flatMap(({ tableName, props }) =>
    props.flatMap(({ fieldNames, nullable = false }) =>
      fieldNames.map((name) => ({ column: `${tableName}.${name}`, nullable })),
    ),
  );
  expect(mapped.sort((one, other) => (one.column < other.column ? -1 : 1))).toEqual(rows);
});
