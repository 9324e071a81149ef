import { PAGE_WORDS, pageHtml } from '../pages/frame.tsx';
import { type Language, pagePath } from '../pages/page-context.ts';
import { type SiteBureau, type SiteRelease, successorOf } from './site.ts';
import { RELEASES_PATH } from './site-files.ts';

/** The first page of the whole site: every bureau with its releases. */
export function sitePage(bureaux: readonly SiteBureau[], language: Language): string {
  const words = PAGE_WORDS[language];
  return pageHtml({
    language,
    name: 'index',
    title: words.list.title,
    description: words.list.explain,
    bureau: null,
    assets: '',
    list: null,
    hasScript: false,
    children: (
      <>
        <h1>{words.list.title}</h1>
        <p class="lead">{words.list.explain}</p>
        {bureaux.length === 0 && <p>{words.list.none}</p>}
        {bureaux.map((bureau) => (
          <Releases key={bureau.code} bureau={bureau} language={language} folder={`${bureau.code}/`} />
        ))}
        <p>
          <a href={RELEASES_PATH}>{words.list.programs}</a>
        </p>
      </>
    ),
  });
}

/** The first page of a bureau. */
export function bureauPage(bureau: SiteBureau, language: Language): string {
  const words = PAGE_WORDS[language];
  const name = language === 'zh' ? bureau.nameZh : bureau.nameEn;
  return pageHtml({
    language,
    name: 'index',
    title: `${words.list.title} · ${name}`,
    description: words.list.explain,
    bureau,
    assets: '../',
    list: null,
    hasScript: false,
    children: (
      <>
        <h1>{words.list.title}</h1>
        <p class="lead">{words.list.explain}</p>
        <Releases bureau={bureau} language={language} folder="" />
        <p>
          <a href={`../${pagePath('index', language)}`}>{words.list.allBureaux}</a>
        </p>
      </>
    ),
  });
}

/** For whoever asks for what is not there: nothing, a draft and what was withdrawn alike. */
export function notFoundPage(): string {
  const [zh, en] = [PAGE_WORDS.zh, PAGE_WORDS.en];
  return pageHtml({
    language: 'zh',
    name: null,
    title: `${zh.notFound.title} · ${en.notFound.title}`,
    description: zh.notFound.explain,
    bureau: null,
    assets: null,
    list: null,
    hasScript: false,
    children: (
      <>
        <h1>{zh.notFound.title}</h1>
        <p>{zh.notFound.explain}</p>
        <div lang="en">
          <p>
            <strong>{en.notFound.title}</strong>
          </p>
          <p>{en.notFound.explain}</p>
        </div>
      </>
    ),
  });
}

function Releases({ bureau, language, folder }: { bureau: SiteBureau; language: Language; folder: string }) {
  const words = PAGE_WORDS[language];
  const name = language === 'zh' ? bureau.nameZh : bureau.nameEn;
  const { releases } = bureau;
  const newest = releases.find(({ number }) => successorOf(releases, number) === null);
  const addressOf = ({ number }: SiteRelease) => `${folder}${number}/${pagePath('index', language)}`;
  return (
    <section aria-labelledby={`bureau-${bureau.code}`}>
      <h2 id={`bureau-${bureau.code}`}>{name}</h2>
      {newest && (
        <p class="sentence">
          {words.list.newest}
          {words.colon}
          <a href={addressOf(newest)}>{words.list.read(newest.month)}</a>
        </p>
      )}
      <table>
        <caption>
          <strong>{words.list.all}</strong>
        </caption>
        <thead>
          <tr>
            <th scope="col">{words.list.month}</th>
            <th scope="col">{words.list.number}</th>
            <th scope="col">{words.list.published}</th>
          </tr>
        </thead>
        <tbody>
          {releases.map((release) => {
            const successor = successorOf(releases, release.number);
            return (
              <tr key={release.number}>
                <th scope="row">
                  <a href={addressOf(release)}>{words.month(release.month)}</a>
                  {release.corrects !== null && (
                    <span class="plain">{words.list.corrects(release.corrects)}</span>
                  )}
                  {successor !== null && (
                    <span class="plain">{words.list.correctedBy(successor.number)}</span>
                  )}
                </th>
                <td>{release.number}</td>
                <td>{words.instant(release.publishedAt)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
