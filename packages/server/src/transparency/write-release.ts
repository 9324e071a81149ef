import { readFileSync } from 'node:fs';
import { CONTENT_PATH, openDataFiles } from './open-data/open-data-files.ts';
import { releaseTables } from './open-data/release-tables.ts';
import { PAGE_WORDS } from './pages/frame.tsx';
import { indexPage } from './pages/index-page.tsx';
import { LANGUAGES, pageContext, pagePath } from './pages/page-context.ts';
import { placesPage } from './pages/places-page.tsx';
import { dictionaryPage, recipePage } from './pages/reference-pages.tsx';
import type { ReleaseContent } from './release-content.ts';
import type { ReleaseFile } from './release-file.ts';
import { sha256Of } from './sha256.ts';

export const HTML_TYPE = 'text/html; charset=utf-8';

/** The style sheet and the script of the pages, as bytes. */
export const PAGE_ASSETS: readonly ReleaseFile[] = [
  { path: 'release.css', contentType: 'text/css; charset=utf-8', bytes: ofPages('release.css') },
  { path: 'nearest.js', contentType: 'text/javascript; charset=utf-8', bytes: ofPages('nearest.js') },
];

/**
 * Every file of a release: the pages in both languages, what they are drawn with, the open data, and `SHA256SUMS` of all of them. The same
 * content gives the same bytes on every machine, whatever its clock and locale. Links are relative: any web server at any address can host it.
 */
export function writeRelease(content: ReleaseContent): ReleaseFile[] {
  const tables = releaseTables(content);
  const data = openDataFiles(content, tables);
  const sha256 =
    data.filter(({ path }) => path === CONTENT_PATH).map(({ bytes }) => sha256Of(bytes))[0] ?? '';
  const pages = LANGUAGES.flatMap((language) => {
    const page = pageContext(content, language, PAGE_WORDS[language]);
    return [
      htmlFile(pagePath('index', language), indexPage(page, tables, sha256)),
      htmlFile(pagePath('places', language), placesPage(page)),
      htmlFile(pagePath('dictionary', language), dictionaryPage(page, tables)),
      htmlFile(pagePath('recipe', language), recipePage(page)),
    ];
  });
  const files = [...pages, ...PAGE_ASSETS, ...data];
  return [...files, sumsFile(files)];
}

function htmlFile(path: string, html: string): ReleaseFile {
  return { path, contentType: HTML_TYPE, bytes: Buffer.from(html, 'utf8') };
}

/** As `sha256sum -c` reads it. */
function sumsFile(files: readonly ReleaseFile[]): ReleaseFile {
  const lines = files.map(({ path, bytes }) => `${sha256Of(bytes)}  ${path}\n`);
  return {
    path: 'SHA256SUMS',
    contentType: 'text/plain; charset=utf-8',
    bytes: Buffer.from(lines.join(''), 'utf8'),
  };
}

function ofPages(name: string): Uint8Array {
  return readFileSync(new URL(`./pages/${name}`, import.meta.url));
}
