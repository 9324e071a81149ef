import { type GraphQLArgument, getNamedType, isLeafType } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSchema } from '../src/schema.ts';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import { isRequired, plainValueOf } from './plain-value.ts';
import { tryQuery } from './run-query.ts';
import type { TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDemonstrationDatabase();
});
afterAll(() => database.close());

const schema = createSchema();
const roots = [
  ['query', schema.getQueryType()],
  ['mutation', schema.getMutationType()],
] as const;
const isId = ({ name, type }: GraphQLArgument) => name !== 'bureau' && getNamedType(type).name === 'ID';
const fields = roots.flatMap(([operation, type]) =>
  Object.values(type?.getFields() ?? {})
    .filter(({ args }) => args.some(isId))
    .map((field) => [`${operation} ${field.name}`, operation, field] as const),
);

it('there are some to be asked', () => {
  expect(fields.length).toBeGreaterThan(20);
});

it.each(fields)(
  '%s takes an id that was never given out for one that is not there',
  async (_name, operation, { name, args, type }) => {
    for (const id of ['x', '1e3', '-1', '1.5', '99999999999', '99999999999999999999', '']) {
      const given = args
        .filter((argument) => isId(argument) || isRequired(argument.type))
        .map((argument) =>
          argument.name === 'bureau'
            ? 'bureau: "QINGXIU"'
            : `${argument.name}: ${argumentValue(argument, id)}`,
        );
      const selection = isLeafType(getNamedType(type)) ? '' : '{ __typename }';
      const { errors } = await tryQuery(
        database,
        `${operation} { ${name}(${given.join(', ')}) ${selection} }`,
      );
      expect(errors.filter(({ code }) => code === 'INTERNAL_SERVER_ERROR')).toEqual([]);
    }
  },
);

function argumentValue(argument: GraphQLArgument, id: string): string {
  const value = plainValueOf(argument.type, id);
  return value === '[]' && isId(argument) ? JSON.stringify([id]) : value;
}
