import { type GraphQLArgument, getNamedType, isLeafType, isRequiredArgument } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../src/schema.ts';
import { isRequired, plainValueOf } from './plain-value.ts';
import { tryQuery } from './run-query.ts';
import { type RunningProduct, startProduct } from './running-server.ts';

// What the process keeps of a bureau (coverage, travel times, the geometry of places) is kept for everyone who may enter it: who may not is told
// so, and gets nothing of it, however warm it is kept.

let product: RunningProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

/** Those about a bureau that not everyone may ask: what is published stays open. */
const queries = Object.values(createSchema().getQueryType()?.getFields() ?? {}).filter(
  ({ args, extensions }) =>
    extensions['access'] !== 'ANYONE' && args.some(({ name, type }) => name === 'bureau' && isRequired(type)),
);

const argument = ({ name, type }: GraphQLArgument) =>
  `${name}: ${name === 'bureau' ? '"QINGXIU"' : plainValueOf(type)}`;
const documents = queries.map(({ name, args, type }) => [
  name,
  `{ ${name}(${args.filter(isRequiredArgument).map(argument).join(', ')}) ${isLeafType(getNamedType(type)) ? '' : '{ __typename }'} }`,
]);
const MAP = '/map/places.geojson?bureau=QINGXIU';

describe('facts that the process keeps', () => {
  let etag: string | null = null;

  it('are warm, with something to find', async () => {
    for (const [, document] of documents) {
      await tryQuery(product.database, document ?? '');
    }
    const { data } = await tryQuery<{ coverage: { total: { residents: object } } }>(
      product.database,
      '{ coverage(bureau: "QINGXIU") { __typename } }',
    );
    expect(data?.coverage).toBeTruthy();
    const answer = await fetch(product.url + MAP);
    etag = answer.headers.get('etag');
    expect([answer.status, etag]).toEqual([200, expect.stringMatching(/\d/)]);
  });

  it('are out of reach for who may no longer enter, whatever is asked', async () => {
    await product.database.pool.query('update bureau set is_demonstration = false');
    expect(documents.length).toBeGreaterThan(30);
    for (const [name, document] of documents) {
      const { data, errors } = await tryQuery(product.database, document ?? '', {}, { role: 'GUEST' });
      expect([name, errors.map(({ code }) => code)]).toEqual([
        name,
        [expect.stringMatching(/^(BUREAU_NOT_FOUND|FORBIDDEN)$/)],
      ]);
      expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
    }
    const answer = await fetch(product.url + MAP, { headers: { 'if-none-match': etag ?? '' } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('etag')).not.toBe(etag);
  });
});
