import { BACKLOG, CLOSED, FLOW_BALANCE, OVERDUE, VOLUME } from '../../caseload/caseload.definitions.ts';
import { COVERAGE_PROGRESS, TRAVEL_TIME } from '../../coverage/coverage.definitions.ts';
import { OUTREACH_EVENTS } from '../../outreach/outreach.definitions.ts';
import { OPERATING_POINTS } from '../../service-points/service-points.definitions.ts';
import { TURNAROUND, WORKING_DAY } from '../../turnaround/turnaround.definitions.ts';
import { DATA_FOLDER } from '../open-data/data-package.ts';
import { CONTENT_PATH } from '../open-data/open-data-files.ts';
import type { ReleaseTable } from '../open-data/release-table.ts';
import { RATE_DEFINITIONS, SUBJECT_DEFINITIONS } from '../release-names.ts';
import { RELEASED_MEDIAN, RELEASED_P90 } from '../transparency.definitions.ts';
import { CountFigure } from './figure.tsx';
import { type PageContext, pagePath } from './page-context.ts';
import { Section } from './section.tsx';

// What stands below the figures: what they mean, what is withheld, and how anyone can check them.

/** In the order in which a reader meets them. */
const DEFINITIONS = [
  VOLUME,
  RELEASED_MEDIAN,
  RELEASED_P90,
  TURNAROUND,
  WORKING_DAY,
  ...Object.values(RATE_DEFINITIONS),
  BACKLOG,
  CLOSED,
  OVERDUE,
  FLOW_BALANCE,
  ...Object.values(SUBJECT_DEFINITIONS),
  COVERAGE_PROGRESS,
  TRAVEL_TIME,
  OPERATING_POINTS,
  OUTREACH_EVENTS,
];

export function WithheldSection({ page }: { page: PageContext }) {
  const { words, content } = page;
  const { smallestCount, primary, complementary } = content.disclosure;
  const at = `release/${content.number}`;
  return (
    <Section id="withheld" title={words.withheldTitle}>
      <p>{words.withheldWhy(smallestCount)}</p>
      <p>
        {words.withheldCount(
          <CountFigure page={page} at={`${at}/withheld_small`} value={primary} />,
          <CountFigure page={page} at={`${at}/withheld_to_protect`} value={complementary} />,
        )}
      </p>
      <p>{words.dashMeans}</p>
    </Section>
  );
}

export function DefinitionsSection({ page }: { page: PageContext }) {
  const { words, language } = page;
  const isChinese = language === 'zh';
  return (
    <Section id="definitions" title={words.definitionsTitle}>
      <dl class="definitions">
        {DEFINITIONS.map((each) => {
          const source = isChinese ? each.sourceZh : each.sourceEn;
          return (
            <div key={each.id} id={`definition-${each.id}`}>
              <dt>{isChinese ? each.nameZh : each.nameEn}</dt>
              <dd>
                {isChinese ? each.definitionZh : each.definitionEn}{' '}
                <span class="about">
                  {words.unit(isChinese ? each.unitZh : each.unitEn)}
                  {source === null ? '' : ` · ${words.source(source)}`}
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
    </Section>
  );
}

export function DataSection({
  page,
  tables,
  sha256,
}: {
  page: PageContext;
  tables: readonly ReleaseTable[];
  sha256: string;
}) {
  const { words, content, language, nameOf } = page;
  const { licence, dataVersion, generatedAt, calendar, number } = content;
  const [next] = calendar;
  return (
    <Section id="data" title={words.data.title}>
      <p>{words.data.explain}</p>
      <ul class="downloads">
        {tables.map(({ name, titleZh, titleEn }) => (
          <li key={name}>
            <a href={`${DATA_FOLDER}${name}.csv`}>{language === 'zh' ? titleZh : titleEn}</a>{' '}
            <code>{name}.csv</code>
          </li>
        ))}
        <li>
          <a href={CONTENT_PATH}>{words.data.whole}</a> <code>release.json</code>
        </li>
      </ul>
      <p>
        <a href={pagePath('recipe', language)}>{words.recipe.title}</a> ·{' '}
        <a href={pagePath('dictionary', language)}>{words.dictionary.title}</a> ·{' '}
        <a href={`${DATA_FOLDER}datapackage.json`}>Data Package</a> ·{' '}
        <a href={`${DATA_FOLDER}dcat.jsonld`}>DCAT</a> · <a href="SHA256SUMS">SHA256SUMS</a>
      </p>
      <dl class="facts">
        <div>
          <dt>{words.data.number}</dt>
          <dd>{number}</dd>
        </div>
        <div>
          <dt>{words.data.generated}</dt>
          <dd>{words.instant(generatedAt)}</dd>
        </div>
        <div>
          <dt>{words.data.version}</dt>
          <dd>
            {dataVersion === null
              ? words.notKnown
              : words.data.versionOf(dataVersion.importRun, words.instant(dataVersion.at))}
          </dd>
        </div>
        <div>
          <dt>{words.data.sha256}</dt>
          <dd>
            <code class="hash">{sha256}</code>
          </dd>
        </div>
        <div>
          <dt>{words.data.licence}</dt>
          <dd>
            <a rel="license" href={licence.url}>
              {nameOf(licence)}
            </a>
            {words.data.attribution(nameOf(content.bureau))}
          </dd>
        </div>
        <div>
          <dt>{words.data.calendar}</dt>
          <dd>
            {next === undefined ? (
              words.notKnown
            ) : (
              <ul>
                {calendar.map(({ month, publishOn }) => (
                  <li key={month}>{words.data.comes(words.day(publishOn), words.month(month))}</li>
                ))}
              </ul>
            )}
          </dd>
        </div>
      </dl>
      <p>{words.data.how}</p>
    </Section>
  );
}
