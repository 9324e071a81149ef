/**
 * What one request may be (docs/security.md). The largest documents of the dashboard have 406 tokens, depth 6, 5 aliases, no directive and cost 79,000:
 * test/endpoint.test.ts holds them all within half of each limit.
 */
export const LIMITS = {
  bodyBytes: 256 * 1024,
  bodySeconds: 10,
  headerSeconds: 15,
  tokens: 1_000,
  depth: 16,
  aliases: 20,
  directives: 20,
  /** Values that an answer may hold: see document-cost.ts. */
  cost: 160_000,
  /** What the database may take over one statement of a request. */
  statementSeconds: 30,
  /** A connection on which nothing moves, in either direction, is closed. */
  idleSeconds: 120,
} as const;
