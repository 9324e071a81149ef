import { afterAll, expect, it } from 'vitest';
import { createTestDatabase } from '../test/test-database.ts';

const database = await createTestDatabase();
afterAll(() => database.close());

it('the entities map every column of their tables as the migrations made it', async () => {
  const tables = [...database.orm.getMetadata()].map(({ tableName }) => tableName);
  // A column of a view says nothing of null: the one of applications is held against the table behind it.
  const { rows } = await database.pool.query<{ column: string; nullable: boolean }>(
    `select t.mapped || '.' || column_name as column, is_nullable = 'YES' as nullable
     from information_schema.columns c
     join unnest($1::text[]) as t (mapped) on c.table_name = case t.mapped when 'application' then 'application_record' else t.mapped end
     where table_schema = 'public' order by 1`,
    [tables],
  );
  const mapped = [...database.orm.getMetadata()].flatMap(({ tableName, props }) =>
    props.flatMap(({ fieldNames, nullable = false }) =>
      fieldNames.map((name) => ({ column: `${tableName}.${name}`, nullable })),
    ),
  );
  expect(mapped.sort((one, other) => (one.column < other.column ? -1 : 1))).toEqual(rows);
});
