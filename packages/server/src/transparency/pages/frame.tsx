import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import type { BothNames } from '../release-names.ts';
import { LANGUAGES, type Language, pagePath } from './page-context.ts';
import { WORDS_EN } from './page-words.en.tsx';
import type { PageWords } from './page-words.ts';
import { WORDS_ZH } from './page-words.zh.tsx';

export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = { zh: WORDS_ZH, en: WORDS_EN };

/** Between these a released page is told that another has taken its place: all that is ever added to it. */
export const NOTICE_START = '<!--notice-->';
export const NOTICE_END = '<!--/notice-->';

export interface FrameProps {
  readonly language: Language;
  /** Of the page among those of its folder: `index`; null: it stands at any address, in both languages at once. */
  readonly name: string | null;
  readonly title: string;
  readonly description: string;
  readonly bureau: BothNames | null;
  /** From its folder to the one with the style sheet; empty: its own; null: not known. */
  readonly assets: string | null;
  /** From its folder to the list of releases; null: it is the list. */
  readonly list: string | null;
  readonly hasScript: boolean;
  readonly children: ComponentChildren;
}

/** A whole page as it is kept. */
export function pageHtml(props: FrameProps): string {
  // A comment is no element of JSX: a place for it is made first.
  return `<!doctype html>\n${render(<Frame {...props} />)}\n`.replace(
    '<p id="notice"></p>',
    NOTICE_START + NOTICE_END,
  );
}

function Frame({
  language,
  name,
  title,
  description,
  bureau,
  assets,
  list,
  hasScript,
  children,
}: FrameProps) {
  const words = PAGE_WORDS[language];
  return (
    <html lang={words.htmlLanguage}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        {assets !== null && <link rel="stylesheet" href={`${assets}release.css`} />}
        {name !== null &&
          LANGUAGES.map((each) => (
            <link
              key={each}
              rel="alternate"
              hreflang={PAGE_WORDS[each].htmlLanguage}
              href={pagePath(name, each)}
            />
          ))}
        {hasScript && <script src={`${assets}nearest.js`} defer />}
      </head>
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <p id="notice" />
        <header class="top">
          <p class="bureau">
            {bureau === null ? words.kicker : language === 'zh' ? bureau.nameZh : bureau.nameEn}
          </p>
          <nav aria-label={words.allReleases}>
            {list !== null && <a href={`${list}${pagePath('index', language)}`}>{words.allReleases}</a>}
            {name !== null &&
              LANGUAGES.filter((each) => each !== language).map((each) => (
                <a
                  key={each}
                  href={pagePath(name, each)}
                  lang={words.otherLanguage.htmlLanguage}
                  hreflang={words.otherLanguage.htmlLanguage}
                >
                  {words.otherLanguage.name}
                </a>
              ))}
          </nav>
        </header>
        <main id="content" tabIndex={-1}>
          {children}
        </main>
        <footer>
          <p>{words.footer}</p>
        </footer>
      </body>
    </html>
  );
}
