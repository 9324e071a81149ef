import { DATA_FOLDER } from '../open-data/data-package.ts';
import type { ReleaseTable } from '../open-data/release-table.ts';
import { pageHtml } from './frame.tsx';
import { type PageContext, pagePath } from './page-context.ts';

// For who takes the data: what each field is, and how to come from them to the figures.

export function dictionaryPage(page: PageContext, tables: readonly ReleaseTable[]): string {
  const { words, language } = page;
  return referencePage(
    page,
    'dictionary',
    words.dictionary.title,
    <>
      <p>{words.dictionary.explain}</p>
      {tables.map((table) => (
        <section key={table.name} aria-labelledby={`table-${table.name}`}>
          <h2 id={`table-${table.name}`}>{language === 'zh' ? table.titleZh : table.titleEn}</h2>
          <p>
            <a href={`${DATA_FOLDER}${table.name}.csv`}>
              <code>{table.name}.csv</code>
            </a>{' '}
            · {words.dictionary.rows(table.rows.length)}
          </p>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.dictionary.field}</th>
                <th scope="col">{words.dictionary.meaning}</th>
                <th scope="col">{words.dictionary.type}</th>
              </tr>
            </thead>
            <tbody>
              {table.fields.map(({ name, type, textZh, textEn }) => (
                <tr key={name}>
                  <th scope="row">
                    <code>{name}</code>
                    {table.key.includes(name) && <span class="plain">{words.dictionary.key}</span>}
                  </th>
                  <td>{language === 'zh' ? textZh : textEn}</td>
                  <td>{words.dictionary.types[type]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>,
  );
}

export function recipePage(page: PageContext): string {
  const { words } = page;
  return referencePage(
    page,
    'recipe',
    words.recipe.title,
    <>
      <p>{words.recipe.explain}</p>
      {words.recipe.steps.map(({ title, text, formula }) => (
        <section key={title}>
          <h2>{title}</h2>
          <p>{text}</p>
          {formula !== null && (
            <pre>
              <code>{formula}</code>
            </pre>
          )}
        </section>
      ))}
      <p>{words.recipe.verify}</p>
    </>,
  );
}

function referencePage(
  page: PageContext,
  name: string,
  title: string,
  children: preact.ComponentChildren,
): string {
  const { content, words, nameOf, language } = page;
  return pageHtml({
    language,
    name,
    title: `${title} · ${nameOf(content.bureau)}`,
    description: title,
    bureau: content.bureau,
    assets: '',
    list: '../',
    hasScript: false,
    children: (
      <>
        <p class="kicker">
          <a href={pagePath('index', language)}>{words.places.back}</a> · {content.number}
        </p>
        <h1>{title}</h1>
        {children}
      </>
    ),
  });
}
