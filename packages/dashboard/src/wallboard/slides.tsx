import type { ReactNode } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { MeasureName } from '../components/figure.tsx';
import { useFormat, usePeriodText } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import type { WallFigures } from './use-fresh-figures.ts';
import { useLegibleSize } from './use-legible-size.ts';

interface SlideProps {
  readonly figures: WallFigures;
}

interface WallFigureProps {
  readonly measure: string;
  readonly title: string;
  readonly value: string;
  readonly raw: number | null | undefined;
  readonly unit: string;
  readonly basis?: string;
  readonly tone?: 'plain' | 'warning' | 'danger';
}

function WallFigure({ measure, title, value, raw, unit, basis, tone = 'plain' }: WallFigureProps) {
  return (
    <article className={`wall-figure wall-${tone}`} data-figure={measure} data-value={raw ?? ''}>
      <h3>
        <MeasureName measure={measure}>{title}</MeasureName>
      </h3>
      <p className="wall-value">
        {value} <span>{unit}</span>
      </p>
      {basis !== undefined && <p className="wall-basis">{basis}</p>}
    </article>
  );
}

function SlideTitle({ title, children }: { title: string; children: ReactNode }) {
  return (
    <header className="wall-title">
      <h2>{title}</h2>
      <p>{children}</p>
    </header>
  );
}

/** This month in six figures. */
export function KeyFiguresSlide({ figures: { month, turnaround } }: SlideProps) {
  const t = useText();
  const format = useFormat();
  const periodText = usePeriodText();
  const { total } = month;
  const { turnaroundMinutes, promisedOnTime } = turnaround.total;
  return (
    <>
      <SlideTitle title={t('wall.month')}>
        {periodText({ ...month.period, workingDays: month.period.workingDays ?? null })}
      </SlideTitle>
      <div className="wall-grid">
        <WallFigure
          measure="volume"
          title={t('measure.volume')}
          value={format.count(total.received)}
          raw={total.received}
          unit={t('unit.applications')}
        />
        <WallFigure
          measure="turnaround"
          title={t('measure.turnaroundMedian')}
          value={format.workingDays(turnaroundMinutes.median)}
          raw={turnaroundMinutes.median}
          unit={t('unit.workingDays')}
          basis={t('why.n', { n: format.count(turnaroundMinutes.n) })}
        />
        <WallFigure
          measure="on-time"
          title={t('measure.onTime')}
          value={format.percent(promisedOnTime.value)}
          raw={promisedOnTime.value}
          unit=""
          basis={t('basis.rate', {
            numerator: format.count(promisedOnTime.numerator),
            denominator: format.count(promisedOnTime.denominator),
          })}
        />
        <WallFigure
          measure="backlog"
          title={t('measure.backlog')}
          value={format.count(total.backlog)}
          raw={total.backlog}
          unit={t('unit.applications')}
        />
        <WallFigure
          measure="due-soon"
          title={t('measure.dueSoon')}
          value={format.count(total.dueSoon)}
          raw={total.dueSoon}
          unit={t('unit.applications')}
          tone={total.dueSoon ? 'warning' : 'plain'}
        />
        <WallFigure
          measure="overdue"
          title={t('measure.overdue')}
          value={format.count(total.overdue)}
          raw={total.overdue}
          unit={t('unit.applications')}
          tone={total.overdue ? 'danger' : 'plain'}
        />
      </div>
    </>
  );
}

/** Received and closed, day by day. */
export function FlowSlide({ figures: { recent } }: SlideProps) {
  const t = useText();
  const periodText = usePeriodText();
  const size = useLegibleSize();
  const axis = { stroke: '#cfe3e7', tickLine: false, fontSize: size } as const;
  const rows = recent.groups.map(({ key, figures }) => ({
    day: (key.code ?? '').slice(5),
    received: figures.received,
    closed: figures.closed,
  }));
  return (
    <>
      <SlideTitle title={t('chart.flow')}>
        <span className="wall-key wall-key-received">{t('measure.volume')}</span>
        <span className="wall-key wall-key-closed">{t('measure.closed')}</span>
        {t('unit.applications')} ·{' '}
        {periodText({ ...recent.period, workingDays: recent.period.workingDays ?? null })}
      </SlideTitle>
      <div className="wall-chart" role="img" aria-label={t('chart.flow')}>
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={rows}
            accessibilityLayer={false}
            margin={{ top: size, right: size, bottom: size, left: 0 }}
          >
            <CartesianGrid stroke="#1d5863" vertical={false} />
            <XAxis dataKey="day" {...axis} minTickGap={size * 2} dy={size / 2} />
            <YAxis {...axis} axisLine={false} width={size * 3} allowDecimals={false} />
            <Bar dataKey="received" fill="#6aaed6" isAnimationActive={false} />
            <Bar dataKey="closed" fill="#f4a340" isAnimationActive={false} />
          </BarChart>
        </ResponsiveContainer>
      </div>
    </>
  );
}

/** Points on one slide that can still be read from five metres. */
const SHOWN_POINTS = 9;

/** This month by service point, the busiest first. */
export function PointsSlide({ figures: { month } }: SlideProps) {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const periodText = usePeriodText();
  const points = month.groups.filter(({ figures }) => figures.received + figures.backlog > 0);
  return (
    <>
      <SlideTitle title={t('volume.byPoint')}>
        {t('unit.applications')} ·{' '}
        {periodText({ ...month.period, workingDays: month.period.workingDays ?? null })}
        {points.length > SHOWN_POINTS &&
          ` · ${t('why.drawn', { drawn: SHOWN_POINTS, all: format.count(points.length) })}`}
      </SlideTitle>
      <table className="wall-table">
        <thead>
          <tr>
            <th scope="col">{t('column.point')}</th>
            {(['volume', 'closed', 'backlog', 'overdue'] as const).map((measure) => (
              <th key={measure} scope="col">
                {t(`measure.${measure}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.slice(0, SHOWN_POINTS).map(({ key, figures }) => (
            <tr key={key.code ?? ''}>
              <th scope="row">{nameOf(key)}</th>
              <td>{format.count(figures.received)}</td>
              <td>{format.count(figures.closed)}</td>
              <td>{format.count(figures.backlog)}</td>
              <td className={figures.overdue > 0 ? 'wall-danger' : undefined}>
                {format.count(figures.overdue)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Since the beginning. */
export function WholeSlide({ figures: { all, servicePoints, month } }: SlideProps) {
  const t = useText();
  const format = useFormat();
  const periodText = usePeriodText();
  return (
    <>
      <SlideTitle title={t('wall.whole')}>
        {periodText({ ...all.period, workingDays: all.period.workingDays ?? null })}
      </SlideTitle>
      <div className="wall-grid wall-grid-large">
        <WallFigure
          measure="volume"
          title={t('measure.volume')}
          value={format.count(all.total.received)}
          raw={all.total.received}
          unit={t('unit.applications')}
        />
        <WallFigure
          measure="operating-points"
          title={t('servicePoints.operating')}
          value={format.count(servicePoints.totalCount)}
          raw={servicePoints.totalCount}
          unit={t('unit.points')}
          basis={t('figure.asOf', { instant: format.instant(month.asOf) })}
        />
      </div>
    </>
  );
}
