import { useQuery } from '@apollo/client/react';
import { useSearchParams } from 'react-router';
import { Choice } from '../components/choice.tsx';
import { Page } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import type { ComparisonBase } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { DIMENSIONS, readDimension } from '../platform/dimensions.ts';
import { useText } from '../platform/locale.tsx';
import { scopeInput } from '../platform/view.ts';
import { ChangeExplained } from './change-explained.tsx';
import { useMeasureTexts } from './measures.ts';
import { PercentileExplained } from './percentile-explained.tsx';

const MEASURES = graphql(`
  query ComparableMeasures($bureau: ID!, $period: PeriodInput!) {
    comparison(bureau: $bureau, period: $period) { measures { measure form } }
  }
`);

const EXPLAIN_CHANGE = graphql(`
  query ExplainChange($bureau: ID!, $scope: ScopeFilter, $period: PeriodInput!, $base: ComparisonBase!, $measure: ID!, $dimension: CategoryDimension!) {
    explainChange(bureau: $bureau, scope: $scope, period: $period, base: $base, measure: $measure, dimension: $dimension) {
      measure form base change mixEffect rateEffect workingDaysEffect paceEffect
      period { from to workingDays }
      basePeriod { from to workingDays }
      before { applications numerator denominator value perWorkingDay }
      now { applications numerator denominator value perWorkingDay }
      parts {
        key { code nameZh nameEn }
        before { applications value denominator }
        now { applications value denominator }
        mixEffect rateEffect effect
      }
    }
  }
`);

const EXPLAIN_PERCENTILE = graphql(`
  query ExplainPercentile($bureau: ID!, $scope: ScopeFilter, $period: PeriodInput!, $base: ComparisonBase!, $percentile: Percentile!, $dimension: CategoryDimension!) {
    explainPercentile(bureau: $bureau, scope: $scope, period: $period, base: $base, percentile: $percentile, dimension: $dimension) {
      percentile base countBefore countNow before now change compositionEffect withinEffect
      period { from to workingDays }
      basePeriod { from to workingDays }
      parts { key { code nameZh nameEn } countBefore countNow before now influence }
    }
  }
`);

const BASES = ['PREVIOUS', 'SAME_LAST_YEAR'] as const satisfies readonly ComparisonBase[];

/** Measures that no split adds up to, under the names that the address has for them. */
const PERCENTILES = { 'turnaround-median': 'MEDIAN', 'turnaround-p90': 'P90' } as const;

/** Why a figure moved: its change split into what the mix and what the parts themselves did. */
export function WhyPage() {
  const t = useText();
  const { bureau, days } = useView();
  const [parameters, setParameters] = useSearchParams();
  const textOf = useMeasureTexts();
  const measures = useQuery(MEASURES, { variables: { bureau: bureau.code, period: days } });
  const measure = parameters.get('measure') ?? 'volume';
  const base = BASES.find((each) => each === parameters.get('base')) ?? 'PREVIOUS';
  const dimension = readDimension(parameters, 'SERVICE_ITEM');
  const choose = (name: string) => (value: string) =>
    setParameters((present) => {
      present.set(name, value);
      return present;
    });
  return (
    <Page title={t('nav.why')} intro={t('why.intro')}>
      <form className="filters" aria-label={t('why.question')} onSubmit={(event) => event.preventDefault()}>
        <Choice
          title={t('why.measure')}
          value={measure}
          onChange={choose('measure')}
          options={[
            ...(measures.data?.comparison.measures ?? []).map(({ measure: id, form }) => ({
              value: id,
              text: form === 'MEAN' ? t('why.mean', { measure: textOf(id).name }) : textOf(id).name,
            })),
            ...Object.entries(PERCENTILES).map(([value, percentile]) => ({
              value,
              text: t(`why.percentile.${percentile}`),
            })),
          ]}
        />
        <Choice
          title={t('why.against')}
          value={base}
          onChange={choose('base')}
          options={BASES.map((value) => ({ value, text: t(`why.${value}`) }))}
        />
        <Choice
          title={t('why.splitBy')}
          value={dimension}
          onChange={choose('by')}
          options={DIMENSIONS.map((value) => ({ value, text: t(`dimension.${value}`) }))}
        />
      </form>
      {isPercentile(measure) ? (
        <OfPercentile percentile={PERCENTILES[measure]} base={base} dimension={dimension} />
      ) : (
        <OfMeasure measure={measure} base={base} dimension={dimension} />
      )}
    </Page>
  );
}

function isPercentile(measure: string): measure is keyof typeof PERCENTILES {
  return measure in PERCENTILES;
}

interface Asked {
  readonly base: ComparisonBase;
  readonly dimension: (typeof DIMENSIONS)[number];
}

function OfMeasure({ measure, base, dimension }: Asked & { readonly measure: string }) {
  const { bureau, days, scope } = useView();
  const asked = useQuery(EXPLAIN_CHANGE, {
    variables: { bureau: bureau.code, scope: scopeInput(scope), period: days, base, measure, dimension },
  });
  return (
    <Answer asked={asked}>
      {({ explainChange }) => <ChangeExplained explained={explainChange} dimension={dimension} />}
    </Answer>
  );
}

function OfPercentile({ percentile, base, dimension }: Asked & { readonly percentile: 'MEDIAN' | 'P90' }) {
  const { bureau, days, scope } = useView();
  const asked = useQuery(EXPLAIN_PERCENTILE, {
    variables: { bureau: bureau.code, scope: scopeInput(scope), period: days, base, percentile, dimension },
  });
  return (
    <Answer asked={asked}>
      {({ explainPercentile }) => <PercentileExplained explained={explainPercentile} dimension={dimension} />}
    </Answer>
  );
}
