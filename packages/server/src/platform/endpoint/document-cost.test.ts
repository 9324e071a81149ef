import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { expect, it } from 'vitest';
import { documentCost } from './document-cost.ts';

const SCHEMA = buildSchema(`
  type Query { node: Node  nodes: [Node!]!  named(ids: [ID!]!): [Node!]!  words: [String!]!  page(first: Int! = 50): NodeConnection! }
  type NodeConnection { edges: [NodeEdge!]!  totalCount: Int! }
  type NodeEdge { cursor: String!  node: Node! }
  type Node { code: String  child: Node  children: [Node!]! }
`);

function cost(text: string, variables: Record<string, unknown> = {}): number {
  const document = parse(text);
  return documentCost(SCHEMA, document, document.definitions[0] as OperationDefinitionNode, variables);
}

it.each([
  ['a value is one', '{ words }', 1],
  ['an object is one and what it holds', '{ node { code child { code } } }', 4],
  ['a list of objects is twenty times what it holds, and one', '{ nodes { code } }', 21],
  ['a list by ids is as long as they are', '{ named(ids: ["a", "b", "c"]) { code } }', 4],
  // 1 + 100 × (edges 1 + node 1 + code 1)
  ['a page is as long as it is asked to be', '{ page(first: 100) { edges { node { code } } } }', 301],
  ['by default as long as it is by default', '{ page { edges { node { code } } } }', 151],
  // 1 + 10 × (1 + 1 + (1 + 20 × 1))
  ['lists in lists multiply', '{ page(first: 10) { edges { node { children { code } } } } }', 231],
  ['an alias counts again', '{ a: node { code } b: node { code } }', 4],
  [
    'a fragment counts wherever it stands',
    'query { a: node { ...F } b: node { ...F } } fragment F on Node { code }',
    4,
  ],
  ['what is left out does not count', '{ node { code @skip(if: true) } }', 1],
  ['a page size below zero counts as none', '{ page(first: -1000) { edges { node { code } } } words }', 2],
])('%s', (_rule, text, expected) => {
  expect(cost(text)).toBe(expected);
});

it('takes page sizes from variables', () => {
  const text = 'query ($size: Int! = 5) { page(first: $size) { totalCount } }';
  expect(cost(text)).toBe(6);
  expect(cost(text, { size: 80 })).toBe(81);
});

it('leaves variables that are not of their types to the execution, which refuses them', () => {
  expect(cost('query ($size: Int!) { page(first: $size) { totalCount } }', { size: 'many' })).toBe(0);
});

it('is beyond any number for a few fragments that would be written out a million times', () => {
  const bomb = Array.from(
    { length: 20 },
    (_, depth) =>
      `fragment F${depth} on Node { a: child { ...F${depth + 1} } b: child { ...F${depth + 1} } }`,
  );
  expect(cost(`query { node { ...F0 } } ${bomb.join(' ')} fragment F20 on Node { code }`)).toBe(
    Number.POSITIVE_INFINITY,
  );
});

it('counts an operation alone, whatever others stand in the document', () => {
  expect(cost('query A { words } query B { nodes { children { children { code } } } }')).toBe(1);
});
