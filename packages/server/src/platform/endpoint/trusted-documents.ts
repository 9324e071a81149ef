import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { RequestRefusal } from '../refusal.ts';
import { StartupError } from '../startup-error.ts';

/** Written by the build of the dashboard: the SHA-256 of each of its documents, and the document. */
const MANIFEST = 'persisted-documents.json';
/** Apollo Server puts words of its own before the hash of a document it looks up. */
const KEY_PREFIX = /^.*:/;

/** Who may ask other questions than those: by what the principal is, nobody at all, or everyone. */
export const FREE_QUERIES = ['BY_PRINCIPAL', 'NOBODY', 'EVERYONE'] as const;
export type FreeQueries = (typeof FREE_QUERIES)[number];

/** What a principal may ask. */
export interface Asker {
  /** Any document, or those alone that the dashboard was built with. */
  readonly mayAskFreely: boolean;
}

/**
 * The documents that the dashboard was built with. A request may name one by its hash (Apollo's protocol of persisted queries, version 1); none is
 * taken in from a request.
 */
export class TrustedDocuments {
  constructor(private readonly byHash: ReadonlyMap<string, string>) {}

  /**
   * @param dashboardFolder the built dashboard; null: none, and no document is trusted
   * @throws StartupError when it was built without them
   */
  static async read(dashboardFolder: string | null): Promise<TrustedDocuments> {
    if (dashboardFolder === null) {
      return new TrustedDocuments(new Map());
    }
    const text = await readFile(join(dashboardFolder, MANIFEST), 'utf8').catch(() => {
      throw new StartupError(
        'The built dashboard is of another version: build it again, as `npm start` does.',
      );
    });
    return new TrustedDocuments(new Map(Object.entries(JSON.parse(text) as Record<string, string>)));
  }

  /** Where Apollo Server looks for the text of a hash: it reads, and keeps nothing. */
  get texts() {
    return {
      get: (key: string) => Promise.resolve(this.byHash.get(hashIn(key))),
      set: () => Promise.resolve(),
      delete: () => Promise.resolve(false),
    };
  }

  /** Where Apollo Server keeps documents that it has parsed: ours, so that nothing is kept of what callers make up. */
  get parsed() {
    const documents = new Map<string, DocumentNode>();
    return {
      get: (key: string) => Promise.resolve(documents.get(hashIn(key))),
      set: (key: string, document: DocumentNode) => {
        if (this.byHash.has(hashIn(key))) {
          documents.set(hashIn(key), document);
        }
        return Promise.resolve();
      },
      delete: (key: string) => Promise.resolve(documents.delete(hashIn(key))),
    };
  }

  /** Refuses every other document to those who may not ask freely, whether it comes by its hash or in full. */
  gate(freeQueries: FreeQueries): ApolloServerPlugin<{ readonly principal: Asker }> {
    return {
      requestDidStart: () =>
        Promise.resolve({
          didResolveOperation: ({ queryHash, contextValue: { principal } }) => {
            const isFree =
              freeQueries === 'BY_PRINCIPAL' ? principal.mayAskFreely : freeQueries === 'EVERYONE';
            if (!isFree && !this.byHash.has(queryHash)) {
              throw new RequestRefusal('DOCUMENT_NOT_TRUSTED');
            }
            return Promise.resolve();
          },
        }),
    };
  }
}

function hashIn(key: string): string {
  return key.replace(KEY_PREFIX, '');
}
