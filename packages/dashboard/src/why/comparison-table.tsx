import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { MeasureName } from '../components/figure.tsx';
import { Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import type { ComparisonQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat, usePeriodText } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { addressOf, scopeInput } from '../platform/view.ts';
import { useMeasureTexts, useValueFormat } from './measures.ts';

const COMPARISON = graphql(`
  query Comparison($bureau: ID!, $scope: ScopeFilter, $period: PeriodInput!, $measures: [ID!]) {
    comparison(bureau: $bureau, scope: $scope, period: $period, measures: $measures) {
      period { from to workingDays }
      measures {
        measure form better
        now { applications numerator denominator value perWorkingDay }
        changes {
          base change relativeChange
          period { from to workingDays }
          before { applications numerator denominator value perWorkingDay }
        }
      }
    }
  }
`);

type Compared = ComparisonQuery['comparison']['measures'][number];
type Change = Compared['changes'][number];

/** Measures of this view beside the period before and the same period last year, each leading to why it moved. */
export function ComparisonTable({ measures }: { measures: readonly string[] }) {
  const t = useText();
  const format = useFormat();
  const periodText = usePeriodText();
  const { bureau, days, scope, parameters } = useView();
  const textOf = useMeasureTexts();
  const formatOf = useValueFormat(bureau.standardDayMinutes);
  const asked = useQuery(COMPARISON, {
    variables: { bureau: bureau.code, scope: scopeInput(scope), period: days, measures: [...measures] },
  });
  const changeCell = (compared: Compared, base: Change['base']) => {
    const change = compared.changes.find((each) => each.base === base);
    if (!change) {
      return null;
    }
    const { value, change: show, changeUnit } = formatOf(compared.form);
    return (
      <>
        {value(change.before.value)}
        {change.change != null && (
          <Link
            className={`change change-${toneOf(compared, change)}`}
            to={addressOf('/why', parameters, new URLSearchParams({ measure: compared.measure, base }))}
            title={t('why.link', { measure: textOf(compared.measure).name })}
          >
            {show(change.change)} {changeUnit}
            {compared.form === 'COUNT' &&
              change.relativeChange != null &&
              ` (${format.percent(change.relativeChange)})`}
          </Link>
        )}
      </>
    );
  };
  return (
    <Section title={t('why.compared')}>
      <Answer asked={asked}>
        {({ comparison }) => {
          const [first] = comparison.measures;
          return (
            <>
              <p className="figure-notes">
                <span>{t('why.now', { period: periodText(comparison.period) })}</span>
                {first?.changes.map(({ base, period }) => (
                  <span key={base}>{t(`why.base.${base}`, { period: periodText(period) })}</span>
                ))}
                <span>{t('figure.fresh', { instant: format.instant(bureau.freshness.latestEventAt) })}</span>
              </p>
              <DataTable
                caption={t('why.compared')}
                hideCaption
                rows={comparison.measures}
                keyOf={({ measure }) => measure}
                columns={[
                  {
                    title: t('why.measure'),
                    cell: ({ measure, form }) => (
                      <MeasureName measure={measure}>
                        {form === 'MEAN'
                          ? t('why.mean', { measure: textOf(measure).name })
                          : textOf(measure).name}
                      </MeasureName>
                    ),
                  },
                  {
                    title: t('why.thisPeriod'),
                    isNumber: true,
                    cell: ({ form, now }) => formatOf(form).value(now.value),
                  },
                  {
                    title: t('why.count'),
                    isNumber: true,
                    cell: ({ form, now }) =>
                      form === 'COUNT'
                        ? t('why.perDay', { value: format.decimal(now.perWorkingDay) })
                        : form === 'RATE'
                          ? `${format.count(now.numerator)} / ${format.count(now.denominator)}`
                          : t('why.n', { n: format.count(now.applications) }),
                  },
                  {
                    title: t('why.PREVIOUS'),
                    isNumber: true,
                    cell: (compared) => changeCell(compared, 'PREVIOUS'),
                  },
                  {
                    title: t('why.SAME_LAST_YEAR'),
                    isNumber: true,
                    cell: (compared) => changeCell(compared, 'SAME_LAST_YEAR'),
                  },
                ]}
              />
            </>
          );
        }}
      </Answer>
    </Section>
  );
}

function toneOf({ better }: Compared, { change }: Change): 'plain' | 'good' | 'bad' {
  if (better == null || change == null || change === 0) {
    return 'plain';
  }
  return change > 0 === (better === 'HIGHER') ? 'good' : 'bad';
}
