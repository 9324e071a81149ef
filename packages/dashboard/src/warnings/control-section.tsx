import { useMutation, useQuery } from '@apollo/client/react';
import { type FormEvent, useEffect, useRef } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useNames, useText } from '../platform/locale.tsx';
import { scopeInput } from '../platform/view.ts';
import { ControlChart } from './control-chart.tsx';

const CONTROL_CHART = graphql(`
  query ControlChart($bureau: ID!, $scope: ScopeFilter, $measure: ID!, $grain: ChartGrain!) {
    targetMeasures { id nameZh nameEn hasControlChart }
    controlChart(bureau: $bureau, scope: $scope, measure: $measure, grain: $grain) {
      measure { id definitionId nameZh nameEn unit unitZh unitEn }
      unit grain baselineFrom meanDenominator
      limits { centre lower upper upperRange n isProvisional }
      restart { baselineFrom reason }
      points { code from to value numerator denominator movingRange isInBaseline signals side isWorse }
    }
  }
`);

const GRAINS = ['WEEK', 'MONTH'] as const;
const DEFAULT_MEASURE = 'turnaround';

/** The control chart of a chosen measure under the filters of the page. */
export function ControlSection({ canRestart }: { canRestart: boolean }) {
  const t = useText();
  const nameOf = useNames();
  const { bureau, scope, parameters } = useView();
  const [, setParameters] = useSearchParams();
  const { hash } = useLocation();
  const section = useRef<HTMLDivElement>(null);
  const measure = parameters.get('measure') ?? DEFAULT_MEASURE;
  const grain = GRAINS.find((each) => each === parameters.get('grain')) ?? 'WEEK';
  const asked = useQuery(CONTROL_CHART, {
    variables: { bureau: bureau.code, scope: scopeInput(scope), measure, grain },
  });
  const isThere = asked.data !== undefined;
  useEffect(() => {
    // A link to the chart comes before the chart does.
    if (hash === '#chart' && isThere) {
      section.current?.scrollIntoView();
    }
  }, [hash, isThere]);
  const choose = (name: string, value: string) =>
    setParameters((present) => {
      present.set(name, value);
      return present;
    });
  return (
    <div id="chart" ref={section}>
      <Section title={t('control.title')}>
        <p className="muted">{t('control.intro')}</p>
        <Answer asked={asked}>
          {({ targetMeasures, controlChart }) => (
            <>
              <div className="filters">
                <label className="field">
                  <span>{t('target.measure')}</span>
                  <select value={measure} onChange={({ target }) => choose('measure', target.value)}>
                    {targetMeasures
                      .filter(({ hasControlChart }) => hasControlChart)
                      .map((each) => (
                        <option key={each.id} value={each.id}>
                          {nameOf(each)}
                        </option>
                      ))}
                  </select>
                </label>
                <label className="field">
                  <span>{t('control.grain')}</span>
                  <select value={grain} onChange={({ target }) => choose('grain', target.value)}>
                    {GRAINS.map((each) => (
                      <option key={each} value={each}>
                        {t(`control.${each}`)}
                      </option>
                    ))}
                  </select>
                </label>
              </div>
              <ControlChart chart={controlChart} />
              {canRestart && <RestartForm measure={measure} />}
            </>
          )}
        </Answer>
      </Section>
    </div>
  );
}

const RESTART = graphql(`
  mutation RestartControlChart($bureau: ID!, $measure: ID!, $servicePoint: ID, $from: Date!, $reason: String!) {
    restartControlChart(bureau: $bureau, measure: $measure, servicePoint: $servicePoint, baselineFrom: $from, reason: $reason) {
      __typename
      ... on RestartRefused { code }
    }
  }
`);

/** Starts the limits anew, for the whole bureau or the one point that the page is narrowed to: no other chart is watched. */
function RestartForm({ measure }: { measure: string }) {
  const t = useText();
  const { bureau, scope } = useView();
  const [restart, { data, loading }] = useMutation(RESTART, {
    refetchQueries: ['ControlChart', 'EarlyWarning'],
  });
  const { point = [], ...others } = scope;
  if (point.length > 1 || Object.keys(others).length > 0) {
    return null;
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    void restart({
      variables: {
        bureau: bureau.code,
        measure,
        servicePoint: point[0] ?? null,
        from: String(fields.get('from')),
        reason: String(fields.get('reason')),
      },
    });
  };
  const outcome = data?.restartControlChart;
  return (
    <details className="card edit">
      <summary>{t('control.restart')}</summary>
      <p className="muted">{t('control.restartHint')}</p>
      <form className="filters" onSubmit={submit}>
        <label className="field">
          <span>{t('control.restartFrom')}</span>
          <input name="from" type="date" max={bureau.today} required />
        </label>
        <label className="field field-wide">
          <span>{t('control.restartReason')}</span>
          <input name="reason" maxLength={500} required />
        </label>
        <button type="submit" className="button" disabled={loading}>
          {t('control.restartSave')}
        </button>
      </form>
      {outcome?.__typename === 'RestartRefused' && (
        <p role="alert" className="problem">
          {t(`restartRefusal.${outcome.code}`)}
        </p>
      )}
    </details>
  );
}
