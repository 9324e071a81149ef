import { SeriesChart } from '../charts/series-chart.tsx';
import { DataTable } from '../components/data-table.tsx';
import { Figure } from '../components/figure.tsx';
import { Section } from '../components/page.tsx';
import { EmptyState } from '../components/states.tsx';
import type { ExplainPercentileQuery } from '../gql/graphql.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat, usePeriodText } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { useValueFormat } from './measures.ts';

const DRAWN_PARTS = 12;

/** A percentile's change: what the mix did, what changed within the parts, and which parts pull hardest. */
export function PercentileExplained({
  explained,
  dimension,
}: {
  explained: ExplainPercentileQuery['explainPercentile'];
  dimension: 'SERVICE_ITEM' | 'SERVICE_POINT' | 'CHANNEL' | 'DEPARTMENT' | 'DOMAIN' | 'SERVICE_POINT_KIND';
}) {
  const t = useText();
  const format = useFormat();
  const nameOf = useNames();
  const periodText = usePeriodText();
  const { bureau } = useView();
  const { change: show, size, changeUnit, scaled } = useValueFormat(bureau.standardDayMinutes)('MEAN');
  const { percentile, change, parts, period, basePeriod } = explained;
  const title = t(`why.percentile.${percentile}`);
  const drawn = parts.filter(({ influence }) => influence != null && influence !== 0).slice(0, DRAWN_PARTS);
  return (
    <>
      <div className="cards">
        {(
          [
            ['why.thisPeriod', explained.now, explained.countNow, period],
            [`why.${explained.base}`, explained.before, explained.countBefore, basePeriod],
          ] as const
        ).map(([label, minutes, count, when]) => (
          <Figure
            key={label}
            measure="turnaround"
            title={`${title} · ${t(label)}`}
            value={format.workingDays(minutes)}
            raw={minutes ?? null}
            unit={t('unit.workingDays')}
            basis={t('why.n', { n: format.count(count) })}
            period={{ ...when, workingDays: when.workingDays ?? null }}
          />
        ))}
      </div>
      {change == null ? (
        <EmptyState
          title={t('why.nothing')}
          hint={t('why.nothingHint', { period: periodText(basePeriod) })}
        />
      ) : (
        <>
          <p className="card sentence" data-change={change}>
            {t(change === 0 ? 'why.sentence.same' : change > 0 ? 'why.sentence.up' : 'why.sentence.down', {
              measure: title,
              change: size(change),
              unit: changeUnit,
            })}{' '}
            {t('why.sentence.composition', {
              composition: show(explained.compositionEffect),
              within: show(explained.withinEffect),
            })}{' '}
            {t('why.sentence.noSum')}
          </p>
          {drawn.length > 0 && (
            <SeriesChart
              kind="DIVERGING"
              title={t('why.influences', { dimension: t(`dimension.${dimension}`) })}
              measure="turnaround"
              unit={changeUnit}
              period={{ ...period, workingDays: period.workingDays ?? null }}
              rowTitle={t(`dimension.${dimension}`)}
              digits={2}
              series={[{ key: 'influence', name: t('why.influence') }]}
              rows={drawn.map(({ key, influence }) => ({
                label: nameOf(key),
                values: { influence: scaled(influence) },
              }))}
            />
          )}
          <Section title={t('why.allParts')}>
            <DataTable
              caption={t('why.allParts')}
              hideCaption
              rows={parts}
              keyOf={({ key }) => key.code ?? ''}
              columns={[
                { title: t(`dimension.${dimension}`), cell: ({ key }) => nameOf(key) },
                {
                  title: t(`why.${explained.base}`),
                  isNumber: true,
                  cell: ({ before }) => format.workingDays(before),
                },
                {
                  title: t('why.thisPeriod'),
                  isNumber: true,
                  cell: ({ now }) => format.workingDays(now),
                },
                {
                  title: t('why.counts'),
                  isNumber: true,
                  cell: ({ countBefore, countNow }) =>
                    `${format.count(countBefore)} → ${format.count(countNow)}`,
                },
                {
                  title: `${t('why.influence')} (${changeUnit})`,
                  isNumber: true,
                  cell: ({ influence }) => show(influence),
                },
              ]}
            />
          </Section>
        </>
      )}
    </>
  );
}
