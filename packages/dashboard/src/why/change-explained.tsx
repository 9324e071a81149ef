import { SeriesChart } from '../charts/series-chart.tsx';
import { DataTable } from '../components/data-table.tsx';
import { Figure } from '../components/figure.tsx';
import { Section } from '../components/page.tsx';
import { EmptyState } from '../components/states.tsx';
import type { ExplainChangeQuery } from '../gql/graphql.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat, usePeriodText } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { useChangeSentence } from './change-sentence.ts';
import { useMeasureTexts, useValueFormat } from './measures.ts';

type Explained = ExplainChangeQuery['explainChange'];

/** Parts drawn: the others stand in the table. */
const DRAWN_PARTS = 12;
/** A change, what made it, in a sentence, a chart and a table. */
export function ChangeExplained({
  explained,
  dimension,
}: {
  explained: Explained;
  dimension: 'SERVICE_ITEM' | 'SERVICE_POINT' | 'CHANNEL' | 'DEPARTMENT' | 'DOMAIN' | 'SERVICE_POINT_KIND';
}) {
  const t = useText();
  const format = useFormat();
  const nameOf = useNames();
  const periodText = usePeriodText();
  const { bureau } = useView();
  const textOf = useMeasureTexts();
  const { measure, form, change, parts, period, basePeriod } = explained;
  const sentenceOf = useChangeSentence();
  const { value, change: show, changeUnit, scaled } = useValueFormat(bureau.standardDayMinutes)(form);
  const { name } = textOf(measure);
  const title = form === 'MEAN' ? t('why.mean', { measure: name }) : name;
  const isCount = form === 'COUNT';
  const figures = (
    <div className="cards">
      {(
        [
          ['why.thisPeriod', explained.now, period],
          [`why.${explained.base}`, explained.before, basePeriod],
        ] as const
      ).map(([label, found, when]) => (
        <Figure
          key={label}
          measure={measure}
          title={`${title} · ${t(label)}`}
          value={value(found.value)}
          raw={found.value ?? null}
          unit={isCount ? t('unit.applications') : form === 'MEAN' ? t('unit.workingDays') : ''}
          basis={
            isCount
              ? t('why.perDay', { value: format.decimal(found.perWorkingDay) })
              : t('basis.rate', {
                  numerator: format.count(found.numerator),
                  denominator: format.count(found.denominator),
                })
          }
          period={{ ...when, workingDays: when.workingDays ?? null }}
        />
      ))}
    </div>
  );
  if (change == null) {
    return (
      <>
        {figures}
        <EmptyState
          title={t('why.nothing')}
          hint={t('why.nothingHint', { period: periodText(basePeriod) })}
        />
      </>
    );
  }
  const moved = parts.filter(({ effect }) => effect !== 0);
  const drawn = moved.slice(0, DRAWN_PARTS);
  return (
    <>
      {figures}
      <p className="card sentence" data-change={change}>
        {sentenceOf(explained)}
      </p>
      {drawn.length > 0 && (
        <SeriesChart
          kind="DIVERGING"
          title={t('why.effects', { dimension: t(`dimension.${dimension}`) })}
          measure={measure}
          unit={changeUnit}
          period={{ ...period, workingDays: period.workingDays ?? null }}
          basis={t('why.drawn', { drawn: format.count(drawn.length), all: format.count(moved.length) })}
          rowTitle={t(`dimension.${dimension}`)}
          digits={isCount ? 0 : 2}
          series={
            isCount
              ? [{ key: 'effect', name: t('why.effect') }]
              : [
                  { key: 'mix', name: t('why.mix') },
                  { key: 'rate', name: t('why.rate') },
                ]
          }
          rows={drawn.map(({ key, effect, mixEffect, rateEffect }) => ({
            label: nameOf(key),
            values: isCount ? { effect } : { mix: scaled(mixEffect), rate: scaled(rateEffect) },
          }))}
        />
      )}
      <Section title={t('why.allParts')}>
        <p className="muted">{t('why.addsUp')}</p>
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
              cell: ({ before }) => (before ? value(before.value) : t('why.new')),
            },
            {
              title: t('why.thisPeriod'),
              isNumber: true,
              cell: ({ now }) => (now ? value(now.value) : t('why.gone')),
            },
            {
              title: t('why.counts'),
              isNumber: true,
              cell: ({ before, now }) =>
                `${format.count(before?.applications ?? 0)} → ${format.count(now?.applications ?? 0)}`,
            },
            ...(isCount
              ? []
              : [
                  {
                    title: t('why.mix'),
                    isNumber: true,
                    cell: ({ mixEffect }: Explained['parts'][number]) => show(mixEffect),
                  },
                  {
                    title: t('why.rate'),
                    isNumber: true,
                    cell: ({ rateEffect }: Explained['parts'][number]) => show(rateEffect),
                  },
                ]),
            {
              title: `${t('why.effect')} (${changeUnit})`,
              isNumber: true,
              cell: ({ effect }) => show(effect),
            },
          ]}
        />
      </Section>
    </>
  );
}
