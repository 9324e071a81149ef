import { createHash } from 'node:crypto';
import { addTypenameToDocument } from '@apollo/client/utilities';
import { parse, print } from 'graphql';

/** A document as Apollo Client would send it. */
export function asSent(document: string): string {
  return print(addTypenameToDocument(parse(document)));
}

/** The name by which the pages and the server know a document. */
export function hashOf(document: string): string {
  return createHash('sha256').update(asSent(document)).digest('hex');
}
