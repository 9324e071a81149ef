import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** What a Node process or thread of ours is started with: TypeScript with parameter properties, which Node's own stripping of types does not know. */
export const TYPESCRIPT_LOADER = [
  '--import',
  pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href,
] as const;
