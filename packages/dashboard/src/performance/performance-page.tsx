import { useQuery } from '@apollo/client/react';
import { Link, useSearchParams } from 'react-router';
import { SeriesChart } from '../charts/series-chart.tsx';
import { Trend } from '../charts/trend.tsx';
import { Choice } from '../components/choice.tsx';
import { DataTable, type TableColumn } from '../components/data-table.tsx';
import { CountLink } from '../components/links.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import type { PerformanceQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { DIMENSION_PARAMETERS, DIMENSIONS, readDimension } from '../platform/dimensions.ts';
import { useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { scopeInput } from '../platform/view.ts';
import { QualityFigure } from './quality-figure.tsx';
import { QUALITY_FIGURES, QUALITY_GROUPS } from './quality-figures.ts';

const PERFORMANCE = graphql(`
  query Performance($bureau: ID!, $scope: ScopeFilter, $period: PeriodInput!, $grain: Dimension!, $by: Dimension!) {
    overTime: performance(bureau: $bureau, scope: $scope, period: $period, groupBy: $grain) {
      period { from to workingDays }
      total {
        compression { value numerator denominator applications unstated }
        instantShare { value numerator denominator applications unstated }
        firstPass { value numerator denominator applications unstated }
        onlineShare { value numerator denominator applications unstated }
        assistedShare { value numerator denominator applications unstated }
        zeroErrand { value numerator denominator applications unstated }
        atMostOnce { value numerator denominator applications unstated }
        satisfaction { value numerator denominator applications unstated }
        badReviewFollowUp { value numerator denominator applications unstated }
      }
      groups {
        key { code }
        figures {
          compression { value } instantShare { value } firstPass { value } onlineShare { value } assistedShare { value }
          zeroErrand { value } atMostOnce { value } satisfaction { value } badReviewFollowUp { value }
        }
      }
    }
    byPart: performance(bureau: $bureau, scope: $scope, period: $period, groupBy: $by) {
      groups {
        key { code nameZh nameEn }
        figures {
          compression { value numerator denominator }
          instantShare { value numerator denominator }
          firstPass { value numerator denominator }
          onlineShare { value numerator denominator applications unstated }
          assistedShare { value numerator denominator }
          zeroErrand { value numerator denominator }
          atMostOnce { value numerator denominator }
          satisfaction { value numerator denominator }
          badReviewFollowUp { value numerator denominator }
        }
      }
    }
  }
`);

const PERCENT = 100;

/** How well it was served: what was promised, how often one had to come, and what was thought of it. */
export function PerformancePage() {
  const t = useText();
  const { bureau, days, grain, scope } = useView();
  const [parameters, setParameters] = useSearchParams();
  const by = readDimension(parameters, 'SERVICE_POINT');
  const asked = useQuery(PERFORMANCE, {
    variables: { bureau: bureau.code, scope: scopeInput(scope), period: days, grain, by },
  });
  return (
    <Page title={t('nav.performance')} intro={t('quality.intro')}>
      <Answer asked={asked}>
        {({ overTime, byPart }) => (
          <>
            {QUALITY_GROUPS.map(({ group, figures }) => (
              <Section key={group} title={t(`quality.${group}`)}>
                <div className="cards cards-narrow">
                  {figures.map((spec) => (
                    <QualityFigure
                      key={spec.name}
                      spec={spec}
                      rate={overTime.total[spec.name]}
                      period={overTime.period}
                    >
                      <Trend values={overTime.groups.map((each) => each.figures[spec.name].value)} />
                    </QualityFigure>
                  ))}
                </div>
                <SeriesChart
                  kind="LINE"
                  title={t(`quality.${group}OverTime`)}
                  measure={figures[0]?.measure ?? ''}
                  unit={t('unit.percent')}
                  digits={1}
                  period={overTime.period}
                  rowTitle={t(`grain.${grain}`)}
                  series={figures.map(({ name }) => ({ key: name, name: t(`measure.${name}`) }))}
                  rows={overTime.groups.map((each) => ({
                    label: each.key.code ?? '',
                    values: Object.fromEntries(
                      figures.map(({ name }) => [name, inPercent(each.figures[name].value)]),
                    ),
                  }))}
                />
              </Section>
            ))}
            <Section
              title={t('quality.byPart')}
              action={
                <Choice
                  title={t('quality.by')}
                  value={by}
                  options={DIMENSIONS.map((value) => ({
                    value,
                    text: t(`filter.${DIMENSION_PARAMETERS[value]}`),
                  }))}
                  onChange={(value) =>
                    setParameters((present) => {
                      present.set('by', value);
                      return present;
                    })
                  }
                />
              }
            >
              <PartsTable groups={byPart.groups} by={by} />
            </Section>
          </>
        )}
      </Answer>
    </Page>
  );
}

function inPercent(value: number | null | undefined): number | null {
  return value == null ? null : value * PERCENT;
}

type Group = PerformanceQuery['byPart']['groups'][number];

/** Every figure by one dimension, each with its parts. */
function PartsTable({ groups, by }: { groups: readonly Group[]; by: (typeof DIMENSIONS)[number] }) {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const { days, drill } = useView();
  const scopeOf = ({ key }: Group) => (key.code == null ? null : { [DIMENSION_PARAMETERS[by]]: [key.code] });
  const columns: TableColumn<Group>[] = [
    {
      title: t(`filter.${DIMENSION_PARAMETERS[by]}`),
      cell: ({ key }) => <span className="cell-name">{nameOf(key)}</span>,
    },
    {
      title: t('measure.volume'),
      isNumber: true,
      cell: (group) => {
        const part = scopeOf(group);
        const { applications, unstated } = group.figures.onlineShare;
        return <CountLink count={applications + unstated} to={part && drill({ received: days }, part)} />;
      },
    },
    ...QUALITY_FIGURES.map(
      (spec): TableColumn<Group> => ({
        title: t(`measure.${spec.name}`),
        isNumber: true,
        cell: (group) => {
          const { value, numerator, denominator } = group.figures[spec.name];
          const part = scopeOf(group);
          if (value == null) {
            return format.percent(null);
          }
          return (
            <>
              {part ? (
                <Link to={drill(spec.parts(days).all, part)}>{format.percent(value)}</Link>
              ) : (
                format.percent(value)
              )}
              <span className="cell-parts">
                {format.count(numerator)} / {format.count(denominator)}
              </span>
            </>
          );
        },
      }),
    ),
  ];
  return (
    <DataTable
      caption={t('quality.byPart')}
      hideCaption
      rows={groups}
      keyOf={({ key }) => key.code ?? ''}
      columns={columns}
    />
  );
}
