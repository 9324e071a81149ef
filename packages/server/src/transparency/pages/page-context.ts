import type { ReleaseContent } from '../release-content.ts';
import { type BothNames, groupNames } from '../release-names.ts';
import type { PageWords } from './page-words.ts';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What every part of a page is drawn from. */
export interface PageContext {
  readonly content: ReleaseContent;
  readonly language: Language;
  readonly words: PageWords;
  /** In the language of the page. */
  nameOf(names: BothNames): string;
  /** The name of a service point by its code. */
  pointName(code: string): string;
  /** The name of a group of the tables. */
  groupName(by: string, key: string): string;
}

export function pageContext(content: ReleaseContent, language: Language, words: PageWords): PageContext {
  const namesOf = groupNames(content);
  const nameOf = ({ nameZh, nameEn }: BothNames) => (language === 'zh' ? nameZh : nameEn);
  return {
    content,
    language,
    words,
    nameOf,
    pointName: (code) => nameOf(namesOf('POINT', code)),
    groupName: (by, key) => nameOf(namesOf(by, key)),
  };
}

/** The same page in each language: the first is the one at the plain address. */
export function pagePath(name: string, language: Language): string {
  if (language === 'zh') {
    return `${name}.html`;
  }
  return name === 'index' ? 'en.html' : `${name}.en.html`;
}
