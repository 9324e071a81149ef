import { render } from 'preact-render-to-string';
import { NOTICE_END, NOTICE_START, PAGE_WORDS } from '../pages/frame.tsx';
import { LANGUAGES, type Language, pagePath } from '../pages/page-context.ts';
import type { ReleaseFile } from '../release-file.ts';
import { HTML_TYPE } from '../write-release.ts';

/**
 * A file of a release as it stands at its address after a correction. Its pages say so at the place that is kept for it; take away what stands
 * there, and they are the files as published. Data files do not change by a byte.
 */
export function withNotice(file: ReleaseFile, successor: string): ReleaseFile {
  if (file.contentType !== HTML_TYPE) {
    return file;
  }
  const page = Buffer.from(file.bytes).toString('utf8');
  return {
    ...file,
    bytes: Buffer.from(
      page.replace(
        NOTICE_START + NOTICE_END,
        () => NOTICE_START + noticeHtml(languageOf(file.path), successor) + NOTICE_END,
      ),
      'utf8',
    ),
  };
}

function languageOf(path: string): Language {
  return (
    LANGUAGES.find((language) => language !== 'zh' && path.endsWith(pagePath('index', language))) ?? 'zh'
  );
}

function noticeHtml(language: Language, successor: string): string {
  const words = PAGE_WORDS[language];
  return render(
    <p class="correction-notice" role="note">
      {words.superseded(
        <a href={`../${successor}/${pagePath('index', language)}`}>{words.supersededBy(successor)}</a>,
      )}
    </p>,
  );
}
