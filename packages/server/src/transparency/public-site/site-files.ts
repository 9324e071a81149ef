import { canonicalJson } from '../canonical-json.ts';
import { LANGUAGES, pagePath } from '../pages/page-context.ts';
import type { ReleaseFile } from '../release-file.ts';
import { HTML_TYPE, PAGE_ASSETS } from '../write-release.ts';
import { bureauPage, notFoundPage, sitePage } from './list-pages.tsx';
import { type SiteBureau, successorOf } from './site.ts';

/** Every release, for programs; also what an exported folder is known by. */
export const RELEASES_PATH = 'releases.json';
export const NOT_FOUND_PATH = '404.html';

/** What stands around the folders of the releases: the lists, in both languages and for programs. */
export function siteFiles(bureaux: readonly SiteBureau[]): ReleaseFile[] {
  return [
    ...LANGUAGES.map((language) => html(pagePath('index', language), sitePage(bureaux, language))),
    html(NOT_FOUND_PATH, notFoundPage()),
    ...PAGE_ASSETS.filter(({ path }) => path.endsWith('.css')),
    releaseList(bureaux),
    ...bureaux.flatMap((bureau) =>
      LANGUAGES.map((language) =>
        html(`${bureau.code}/${pagePath('index', language)}`, bureauPage(bureau, language)),
      ),
    ),
  ];
}

function html(path: string, text: string): ReleaseFile {
  return { path, contentType: HTML_TYPE, bytes: Buffer.from(text, 'utf8') };
}

function releaseList(bureaux: readonly SiteBureau[]): ReleaseFile {
  const list = bureaux.map(({ code, nameZh, nameEn, releases }) => ({
    bureau: code,
    nameZh,
    nameEn,
    releases: releases.map(({ number, month, corrects, sha256, publishedAt }) => ({
      number,
      month,
      corrects,
      correctedBy: successorOf(releases, number)?.number ?? null,
      publishedAt,
      sha256,
      path: `${code}/${number}/`,
    })),
  }));
  return {
    path: RELEASES_PATH,
    contentType: 'application/json; charset=utf-8',
    bytes: Buffer.from(`${canonicalJson({ generator: 'service-circle', bureaux: list })}\n`, 'utf8'),
  };
}
