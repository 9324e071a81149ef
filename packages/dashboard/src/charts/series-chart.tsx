import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { TableColumn } from '../components/data-table.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { ChartFrame, type ChartSeries } from './chart-frame.tsx';
import { DASHES, GRID, INK, SERIES } from './palette.ts';

export interface SeriesRow {
  /** What the row is called on the axis. */
  readonly label: string;
  readonly values: Readonly<Record<string, number | null>>;
}

interface SeriesChartProps {
  /** DIVERGING: lying bars to both sides of 0. */
  readonly kind: 'LINE' | 'BAR' | 'HORIZONTAL' | 'STACKED_HORIZONTAL' | 'DIVERGING';
  readonly title: string;
  readonly measure: string;
  readonly unit: string;
  readonly period: { from: string; to: string; workingDays?: number | null | undefined };
  readonly basis?: string;
  readonly series: readonly ChartSeries[];
  readonly rows: readonly SeriesRow[];
  /** What the rows are: the first column of the table. */
  readonly rowTitle: string;
  readonly digits?: number;
}

const AXIS = { stroke: INK, fontSize: 12, tickLine: false } as const;
/** Height of a bar lying down, with its gap. */
const BAR_HEIGHT = 34;

/** Values of one or several series by row, as lines or bars, with the table behind. */
export function SeriesChart(props: SeriesChartProps) {
  const { kind, series, rows, digits = 0, rowTitle, ...frame } = props;
  const format = useFormat();
  const t = useText();
  const show = (value: unknown) =>
    typeof value === 'number' ? format.decimal(value, digits) : t('chart.noValue');
  const data = rows.map(({ label, values }) => ({ label, ...values }));
  const isEmpty = rows.every(({ values }) => series.every(({ key }) => !values[key]));
  const isByDay = rows.every(({ label }) => /^\d{4}-\d{2}-\d{2}$/.test(label));
  const isDiverging = kind === 'DIVERGING';
  const isStacked = kind === 'STACKED_HORIZONTAL' || isDiverging;
  const isLying = kind === 'HORIZONTAL' || isStacked;
  const tooltip = (
    <Tooltip
      formatter={(value) => show(value)}
      cursor={{ fill: '#f1f5f9', stroke: GRID }}
      isAnimationActive={false}
    />
  );
  const legend =
    series.length > 1 ? (
      <Legend
        iconType={kind === 'LINE' ? 'plainline' : 'square'}
        itemSorter={null}
        wrapperStyle={{ fontSize: 13 }}
      />
    ) : null;
  const chart =
    kind === 'LINE' ? (
      <LineChart data={data} accessibilityLayer={false} margin={{ top: 12, right: 24, bottom: 0, left: 0 }}>
        <CartesianGrid stroke={GRID} vertical={false} />
        <XAxis dataKey="label" {...AXIS} minTickGap={28} />
        <YAxis
          {...AXIS}
          axisLine={false}
          width={58}
          tickFormatter={(value: number) => format.decimal(value, 0)}
        />
        {tooltip}
        {legend}
        {series.map(({ key, name }, index) => (
          <Line
            key={key}
            dataKey={key}
            name={name}
            stroke={SERIES[index % SERIES.length] ?? INK}
            strokeDasharray={DASHES[index % DASHES.length] ?? '0'}
            strokeWidth={2.25}
            dot={rows.length <= 20 && { strokeDasharray: '0' }}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    ) : (
      <BarChart
        data={data}
        accessibilityLayer={false}
        layout={isLying ? 'vertical' : 'horizontal'}
        {...(isDiverging ? { stackOffset: 'sign' } : {})}
        margin={{ top: 12, right: 24, bottom: 0, left: 0 }}
      >
        <CartesianGrid stroke={GRID} vertical={isLying} horizontal={!isLying} />
        {isLying ? (
          <>
            <XAxis
              type="number"
              domain={[isDiverging ? 'auto' : 0, 'auto']}
              {...AXIS}
              axisLine={false}
              tickFormatter={(value: number) => format.decimal(value, isDiverging ? Math.min(1, digits) : 0)}
            />
            <YAxis type="category" dataKey="label" {...AXIS} width={176} interval={0} />
          </>
        ) : (
          <>
            <XAxis dataKey="label" {...AXIS} minTickGap={16} />
            <YAxis
              {...AXIS}
              axisLine={false}
              width={58}
              tickFormatter={(value: number) => format.decimal(value, 0)}
            />
          </>
        )}
        {tooltip}
        {legend}
        {isDiverging && <ReferenceLine x={0} stroke={INK} />}
        {series.map(({ key, name }, index) => (
          <Bar
            key={key}
            dataKey={key}
            name={name}
            fill={SERIES[index % SERIES.length] ?? INK}
            {...(isStacked ? { stackId: 'all' } : {})}
            maxBarSize={36}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    );
  return (
    <ChartFrame
      {...frame}
      rows={rows}
      keyOf={({ label }) => label}
      isEmpty={isEmpty}
      height={isLying ? Math.max(140, rows.length * BAR_HEIGHT + 40) : 280}
      columns={[
        { title: rowTitle, type: isByDay ? 'DAY' : 'TEXT', value: ({ label }) => label },
        ...series.map(
          ({ key, name }): TableColumn<SeriesRow> => ({
            title: name,
            type: digits === 0 ? 'COUNT' : 'NUMBER',
            digits,
            unit: frame.unit,
            value: ({ values }) => values[key],
          }),
        ),
      ]}
      chart={chart}
    />
  );
}
