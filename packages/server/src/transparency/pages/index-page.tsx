import type { ReleaseTable } from '../open-data/release-table.ts';
import { DataSection, DefinitionsSection, WithheldSection } from './about-sections.tsx';
import { BacklogSection } from './backlog-section.tsx';
import { CircleSection } from './circle-section.tsx';
import { CorrectionSection } from './correction-section.tsx';
import { CountFigure } from './figure.tsx';
import { pageHtml } from './frame.tsx';
import { HeadlineSection } from './headline-section.tsx';
import { NearestForm } from './nearest-form.tsx';
import { OutreachSection } from './outreach-section.tsx';
import { type PageContext, pagePath } from './page-context.ts';
import { PointsSection } from './points-section.tsx';
import { QualitySection } from './quality-section.tsx';
import { Section } from './section.tsx';
import { SeriesSection } from './series-section.tsx';
import { SpeedSection } from './speed-section.tsx';
import { VolumeSection } from './volume-section.tsx';

/** The page of a release: what a citizen wants to know first, then all the rest, then how to check it. */
export function indexPage(page: PageContext, tables: readonly ReleaseTable[], sha256: string): string {
  const { content, words, nameOf, language } = page;
  const { period, number, correction, notice } = content;
  const sections = [
    ...(correction === null ? [] : [['correction', words.correction.title(correction.corrects)] as const]),
    ['nearest', words.nearest.title],
    ['volume', words.volume.title],
    ['speed', words.speed.title],
    ['quality', words.quality.title],
    ['backlog', words.backlog.title],
    ['series', words.series.title],
    ['circle', words.circle.title],
    ['points', words.points.title],
    ['outreach', words.outreach.title],
    ['withheld', words.withheldTitle],
    ['definitions', words.definitionsTitle],
    ['data', words.data.title],
  ] as const;
  return pageHtml({
    language,
    name: 'index',
    title: words.documentTitle(period.from, nameOf(content.bureau)),
    description: words.checkable,
    bureau: content.bureau,
    assets: '',
    list: '../',
    hasScript: true,
    children: (
      <>
        <p class="kicker">
          {words.kicker} · {number}
        </p>
        <h1>{words.title(period.from)}</h1>
        <p class="lead">
          {words.lead(
            period.from,
            period.to,
            <CountFigure page={page} at={`release/${number}/working_days`} value={period.workingDays} />,
          )}
          {words.gap}
          {words.checkable}
        </p>
        {notice !== null && (
          <p class="note" role="note">
            {language === 'zh' ? notice.zh : notice.en}
          </p>
        )}
        {correction !== null && <CorrectionSection page={page} correction={correction} />}
        <section aria-labelledby="headline-title">
          <h2 id="headline-title" class="hidden">
            {words.headline.title}
          </h2>
          <HeadlineSection page={page} />
        </section>
        <nav class="contents" aria-label={words.contents}>
          <ul>
            {sections.map(([id, title]) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <Section id="nearest" title={words.nearest.title}>
          <p>{words.nearest.explain}</p>
          <NearestForm page={page} places={pagePath('places', language)} />
          <p>
            <a class="alone" href={pagePath('places', language)}>
              {words.nearest.link}
            </a>
          </p>
        </Section>
        <VolumeSection page={page} />
        <SpeedSection page={page} />
        <QualitySection page={page} />
        <BacklogSection page={page} />
        <SeriesSection page={page} />
        <CircleSection page={page} />
        <PointsSection page={page} />
        <OutreachSection page={page} />
        <WithheldSection page={page} />
        <DefinitionsSection page={page} />
        <DataSection page={page} tables={tables} sha256={sha256} />
      </>
    ),
  });
}
