import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { Access, type AccessRule } from './access.ts';
import { Refusal } from './refusal.ts';

/** Largest page of any list. */
export const PAGE_SIZE_CEILING = 100;

@Access('ANYONE')
@ObjectType({ description: 'Where a page of a connection ends (Relay).' })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'Pass as `after` for the next page; null: an empty page.',
  })
  endCursor!: string | null;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** A page of a list. The whole is counted only when it is asked for. */
export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: PageInfo;
  readonly countAll: () => Promise<number>;
}

/** The Relay connection type of a node type: `XConnection` and `XEdge`, for those who may read the nodes. */
export function connectionOf<Node extends object>(
  node: ClassType<Node>,
  name: string,
  rule: AccessRule = 'READER',
): ClassType<Connection<Node>> {
  @Access(rule)
  @ObjectType(`${name}Edge`, { description: `One ${name} of a page.` })
  class EdgeType implements Edge<Node> {
    @Field(() => String)
    cursor!: string;
    @Field(() => node)
    node!: Node;
  }

  @Access(rule)
  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}, keyset cursors.` })
  class ConnectionType implements Connection<Node> {
    @Field(() => [EdgeType])
    edges!: readonly EdgeType[];
    @Field(() => PageInfo)
    pageInfo!: PageInfo;
    readonly countAll!: () => Promise<number>;
    @Field(() => Int, { description: 'Over all pages.' })
    totalCount(): Promise<number> {
      return this.countAll();
    }
  }
  return ConnectionType;
}

/** Position in a list by the values it is sorted by, as opaque text. */
export type CursorKey = readonly (string | number)[];

export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws Refusal INVALID_CURSOR when the text is not a cursor of `length` values. */
export function decodeCursor(cursor: string, length: number): CursorKey {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === length && key.every(isCursorValue)) {
      return key;
    }
  } catch {
    // Not JSON: refused below like every other text that is not ours.
  }
  throw new Refusal('INVALID_CURSOR');
}

function isCursorValue(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** @throws Refusal PAGE_SIZE outside 1 … the ceiling. */
export function checkPageSize(first: number): number {
  if (first < 1 || first > PAGE_SIZE_CEILING) {
    throw new Refusal('PAGE_SIZE', `first must be from 1 to ${PAGE_SIZE_CEILING}, not ${first}.`);
  }
  return first;
}

/** Makes a page of rows that were fetched with one more than asked for. */
export function pageOf<Row, Node>(
  rows: readonly Row[],
  first: number,
  toNode: (row: Row) => Node,
  toKey: (row: Row) => CursorKey,
  countAll: () => Promise<number>,
): Connection<Node> {
  const edges = rows.slice(0, first).map((row) => ({ cursor: encodeCursor(toKey(row)), node: toNode(row) }));
  return {
    edges,
    pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null },
    countAll,
  };
}
