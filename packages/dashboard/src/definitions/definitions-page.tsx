import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useLanguage, useText } from '../platform/locale.tsx';

const DEFINITIONS = graphql(`
  query Definitions($bureau: ID!, $year: Int!) {
    definitions { id nameZh nameEn definitionZh definitionEn unitZh unitEn sourceZh sourceEn }
    workingCalendar(bureau: $bureau, year: $year) {
      __typename
      ... on WorkingCalendarYear { year workingDays sourceZh sourceEn exceptions { date isWorkday nameZh nameEn } }
      ... on CalendarNotAnnounced { year firstAnnouncedYear lastAnnouncedYear }
    }
  }
`);

/** What every figure means, and the days that count as working days. */
export function DefinitionsPage() {
  const t = useText();
  const { language } = useLanguage();
  const { bureau, parameters } = useView();
  const { hash } = useLocation();
  const asked = useQuery(DEFINITIONS, {
    variables: { bureau: bureau.code, year: Number(parameters.get('year') ?? bureau.today.slice(0, 4)) },
  });
  const isLoaded = asked.data !== undefined;
  useEffect(() => {
    if (isLoaded && hash !== '') {
      document.getElementById(hash.slice(1))?.scrollIntoView();
    }
  }, [isLoaded, hash]);
  const pick = (zh: string, en: string) => (language === 'en' ? en : zh);
  return (
    <Page title={t('nav.definitions')} intro={t('definitions.intro')} filters="NONE">
      <Answer asked={asked}>
        {({ definitions, workingCalendar }) => (
          <>
            <div className="definitions">
              {definitions.map((each) => (
                <article
                  key={each.id}
                  id={each.id}
                  className={`card ${hash === `#${each.id}` ? 'is-target' : ''}`}
                >
                  <h2>
                    {pick(each.nameZh, each.nameEn)} <small>{pick(each.nameEn, each.nameZh)}</small>
                  </h2>
                  <p>{pick(each.definitionZh, each.definitionEn)}</p>
                  <p className="figure-notes">
                    <span>{t('definitions.unit', { unit: pick(each.unitZh, each.unitEn) })}</span>
                    <span>
                      {t('definitions.source', {
                        source: pick(each.sourceZh ?? '', each.sourceEn ?? '') || t('definitions.ownRule'),
                      })}
                    </span>
                  </p>
                </article>
              ))}
            </div>
            <Section title={t('definitions.calendar')}>
              {workingCalendar.__typename === 'CalendarNotAnnounced' ? (
                <EmptyState
                  title={t('definitions.notAnnounced', { year: workingCalendar.year })}
                  hint={t('definitions.notAnnouncedHint', {
                    first: workingCalendar.firstAnnouncedYear,
                    last: workingCalendar.lastAnnouncedYear,
                  })}
                />
              ) : (
                <>
                  <p>
                    {t('definitions.workingDays', {
                      year: String(workingCalendar.year),
                      days: workingCalendar.workingDays,
                    })}{' '}
                    {pick(workingCalendar.sourceZh, workingCalendar.sourceEn)}
                  </p>
                  {workingCalendar.exceptions.length > 0 && (
                    <DataTable
                      caption={t('definitions.calendar')}
                      hideCaption
                      rows={workingCalendar.exceptions}
                      keyOf={({ date }) => date}
                      columns={[
                        { title: t('column.day'), type: 'DAY', value: ({ date }) => date },
                        {
                          title: t('column.kindOfDay'),
                          type: 'TEXT',
                          value: ({ isWorkday }) =>
                            t(isWorkday ? 'definitions.worked' : 'definitions.holiday'),
                        },
                        {
                          title: t('column.holiday'),
                          type: 'TEXT',
                          value: ({ nameZh, nameEn }) => pick(nameZh, nameEn),
                        },
                      ]}
                    />
                  )}
                </>
              )}
            </Section>
          </>
        )}
      </Answer>
    </Page>
  );
}
