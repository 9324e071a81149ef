import {
  CartesianGrid,
  type DotItemDotProps,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { GRID, INK, SERIES } from '../charts/palette.ts';
import { CountLink } from '../components/links.tsx';
import type { ControlChartQuery } from '../gql/graphql.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { selectionOf } from './measure-drill.ts';
import { useValueText } from './value-text.ts';

type Chart = ControlChartQuery['controlChart'];
type Point = Chart['points'][number];

const AXIS = { stroke: INK, fontSize: 12, tickLine: false } as const;
const WORSE = '#a3161b';
const BETTER = '#14633d';
/** Under so many applications a week or month, single ones make a rate or a mean jump. */
const LEAST_MEAN_DENOMINATOR = 5;

/** A series with its centre line, natural process limits and signals, and all of it as a table that leads to the applications. */
export function ControlChart({ chart }: { chart: Chart }) {
  const t = useText();
  const format = useFormat();
  const nameOf = useNames();
  const values = useValueText();
  const { drill } = useView();
  const { measure, limits, points, restart, meanDenominator } = chart;
  const isCount = measure.unit === 'COUNT';
  // A count stands a working day: with one decimal, since it is a mean of days.
  const number = (value: number | null | undefined) =>
    isCount ? format.decimal(value, 1) : values.number(measure, value);
  const unit = isCount ? t('control.perWorkingDay', { unit: values.unit(measure) }) : values.unit(measure);
  const [first, last] = [points[0], points.at(-1)];
  const baseline = points.filter(({ isInBaseline }) => isInBaseline);
  const signalText = (point: Point) =>
    point.signals.length === 0
      ? ''
      : `${point.signals.map((rule) => t(`rule.${rule}`)).join(t('list.separator'))} · ${t(
          point.isWorse == null ? 'control.changed' : point.isWorse ? 'control.worse' : 'control.better',
        )}`;
  const notes = [
    limits == null
      ? t('control.noLimits')
      : t('control.limits', {
          lower: number(limits.lower),
          upper: number(limits.upper),
          centre: number(limits.centre),
          n: limits.n,
          from: chart.baselineFrom ?? '',
        }),
    ...(limits?.isProvisional ? [t('control.provisional')] : []),
    ...(meanDenominator != null && meanDenominator < LEAST_MEAN_DENOMINATOR ? [t('control.sparse')] : []),
    ...(restart ? [t('control.restarted', { from: restart.baselineFrom, reason: restart.reason })] : []),
  ];
  return (
    <ChartFrame
      title={`${t('control.title')} · ${nameOf(measure)}`}
      measure="control-limits"
      unit={unit}
      period={{ from: first?.from ?? '', to: last?.to ?? '' }}
      basis={notes.join(' · ')}
      isEmpty={points.every(({ value }) => value == null)}
      rows={points}
      keyOf={({ code }) => code}
      height={340}
      columns={[
        { title: t(`grain.${chart.grain}`), cell: ({ code }) => code, isTime: true },
        {
          title: unit === '' ? t('control.value') : `${t('control.value')} (${unit})`,
          isNumber: true,
          cell: ({ value }) => number(value),
        },
        {
          title: t('unit.applications'),
          isNumber: true,
          cell: ({ from, to, numerator, denominator }) => {
            const selection = selectionOf(measure.id, { from, to });
            return <CountLink count={isCount ? numerator : denominator} to={selection && drill(selection)} />;
          },
        },
        { title: t('control.range'), isNumber: true, cell: ({ movingRange }) => number(movingRange) },
        { title: t('control.signal'), cell: signalText },
      ]}
      chart={
        <LineChart
          data={[...points]}
          accessibilityLayer={false}
          margin={{ top: 16, right: 24, bottom: 0, left: 0 }}
        >
          <CartesianGrid stroke={GRID} vertical={false} />
          {limits && baseline.length > 0 && (
            <ReferenceArea
              x1={baseline[0]?.code ?? ''}
              x2={baseline.at(-1)?.code ?? ''}
              fill="#eef4f6"
              ifOverflow="extendDomain"
            />
          )}
          <XAxis dataKey="code" {...AXIS} minTickGap={28} />
          <YAxis
            {...AXIS}
            axisLine={false}
            width={56}
            domain={measure.unit === 'RATE' ? ['auto', 'auto'] : [0, 'auto']}
            tickFormatter={(value: number) =>
              measure.unit === 'RATE' ? format.percent(value) : format.decimal(value, 1)
            }
          />
          {limits && (
            <>
              <ReferenceLine y={limits.centre} stroke={INK} strokeDasharray="2 3" ifOverflow="extendDomain" />
              <ReferenceLine
                y={limits.upper}
                stroke={SERIES[1]}
                strokeDasharray="7 4"
                ifOverflow="extendDomain"
              />
              <ReferenceLine
                y={limits.lower}
                stroke={SERIES[1]}
                strokeDasharray="7 4"
                ifOverflow="extendDomain"
              />
            </>
          )}
          <Tooltip
            isAnimationActive={false}
            formatter={(value, _name, item) => {
              const point = item.payload as Point;
              const signal = signalText(point);
              return [
                `${number(typeof value === 'number' ? value : null)} ${unit}${signal === '' ? '' : ` · ${signal}`}`,
                nameOf(measure),
              ];
            }}
          />
          <Line
            dataKey="value"
            stroke={SERIES[0]}
            strokeWidth={2}
            connectNulls
            dot={(dot: DotItemDotProps) => <SignalDot key={dot.index} dot={dot} />}
            isAnimationActive={false}
          />
        </LineChart>
      }
    >
      <ul className="legend" aria-hidden="true">
        <li className="legend-centre">{t('control.centre')}</li>
        <li className="legend-limit">
          {t('control.lower')} / {t('control.upper')}
        </li>
        <li className="legend-worse">
          {t('control.signal')} · {t('control.worse')}
        </li>
        <li className="legend-better">
          {t('control.signal')} · {t('control.better')}
        </li>
      </ul>
    </ChartFrame>
  );
}

/** A signal is told by its form too: a square with a rim, among small dots. */
function SignalDot({ dot: { cx, cy, payload } }: { dot: DotItemDotProps }) {
  const point = payload as Point;
  if (cx == null || cy == null || point.value == null) {
    return null;
  }
  if (point.signals.length === 0) {
    return <circle cx={cx} cy={cy} r={2.5} fill={SERIES[0]} />;
  }
  const colour = point.isWorse == null ? INK : point.isWorse ? WORSE : BETTER;
  return (
    <rect
      className="signal"
      x={cx - 6}
      y={cy - 6}
      width={12}
      height={12}
      fill={point.isWorse === false ? '#fff' : colour}
      stroke={colour}
      strokeWidth={2}
    />
  );
}
