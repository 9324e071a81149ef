import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { graphql } from 'graphql';
import { expect, it } from 'vitest';
import { REFUSAL_CODES } from '../src/platform/refusal.ts';
import { createSchema } from '../src/schema.ts';

const SOURCE = fileURLToPath(new URL('../src/', import.meta.url));
/** Where the list stands, and what puts its codes into answers. */
const OF_THE_LIST = ['platform/refusal.ts', 'platform/endpoint/tell-error.ts'];
const files = readdirSync(SOURCE, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !OF_THE_LIST.includes(file))
  .map((file) => ({ file, text: readFileSync(join(SOURCE, file), 'utf8') }));

it.each([
  ['an error of GraphQL', /new GraphQLError\(/],
  ['extensions of an error', /extensions:\s*\{\s*code/],
  ['a failed answer of an address', /\.status\((?:4|5)\d\d\)/],
])('no code is made past the closed list: %s is written in one place only', (_what, pattern) => {
  expect(files.filter(({ text }) => pattern.test(text)).map(({ file }) => file)).toEqual([]);
});

it('every code of the list is refused with somewhere, or is Apollo Server’s own', () => {
  const told = readFileSync(join(SOURCE, 'platform/endpoint/tell-error.ts'), 'utf8');
  const source = [told, ...files.map(({ text }) => text)].join('\n');
  const apollo = new Set<string>(Object.values(ApolloServerErrorCode));
  const unused = Object.keys(REFUSAL_CODES).filter(
    (code) => !apollo.has(code) && !source.includes(`'${code}'`),
  );
  expect(unused).toEqual([]);
});

it('is told by the API itself, with the status and the meaning of each', async () => {
  const { data } = await graphql({
    schema: createSchema(),
    source: '{ errorCodes { code httpStatus meaning } }',
    contextValue: { principal: { isAllowed: (rule: string) => rule === 'ANYONE' } },
  });
  const told = (data as { errorCodes: { code: string; httpStatus: number; meaning: string }[] }).errorCodes;
  expect(Object.fromEntries(told.map(({ code, meaning }) => [code, meaning]))).toEqual(REFUSAL_CODES);
  expect(told.find(({ code }) => code === 'RATE_LIMITED')?.httpStatus).toBe(429);
  expect(
    told.filter(({ httpStatus }) => httpStatus < 400 || httpStatus > 599).map(({ code }) => code),
  ).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
});
