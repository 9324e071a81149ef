import {
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ReferenceDot,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { DASHES, GRID, INK, SERIES } from '../charts/palette.ts';
import type { TableColumn } from '../components/data-table.tsx';
import { shareOf } from '../exports/table-column.ts';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import type { RateValue } from './coverage-values.ts';

export const SUBJECTS = ['RESIDENTS', 'ENTERPRISES', 'KEY_BUILDINGS', 'BUILDING_REACH'] as const;
export type Subject = (typeof SUBJECTS)[number];

export interface ProgressRow {
  readonly on: string;
  readonly isPlanned: boolean;
  readonly pointsOperating: number;
  readonly rates: Readonly<Record<Subject, RateValue>>;
  /** Why it is another than the row before, in words. */
  readonly causes: string;
}

export interface ProgressTarget {
  readonly id: string;
  readonly subject: Subject;
  readonly dueOn: string;
  readonly value: number;
}

const AXIS = { stroke: INK, fontSize: 12, tickLine: false } as const;
const SOLID = '0';
const TARGET_RADIUS = 5;

const instantOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);

/** The shares from day to day as steps: solid as it was, dashed as planned, with the targets on their days. */
export function ProgressChart({
  rows,
  targets,
  today,
}: {
  rows: readonly ProgressRow[];
  targets: readonly ProgressTarget[];
  today: string;
}) {
  const t = useText();
  const format = useFormat();
  const percentOf = (rate: RateValue) => (rate.value == null ? null : rate.value * 100);
  const present = rows.findLast(({ on }) => on <= today);
  const data = [
    ...rows.filter(({ on }) => on <= today),
    // Today stands in both parts, so that they meet.
    ...(present && present.on < today ? [{ ...present, on: today, causes: '' }] : []),
    ...rows.filter(({ on }) => on > today),
  ].map(({ on, rates }) => ({
    at: instantOf(on),
    ...Object.fromEntries(
      SUBJECTS.flatMap((subject) => [
        [subject, on <= today ? percentOf(rates[subject]) : null],
        [`${subject}-planned`, on >= today ? percentOf(rates[subject]) : null],
      ]),
    ),
  }));
  const shown = SUBJECTS.filter((subject) => rows.some(({ rates }) => rates[subject].denominator > 0));
  const lastTarget = targets
    .map(({ dueOn }) => dueOn)
    .sort()
    .at(-1);
  const [from, to] = [
    rows[0]?.on ?? today,
    [rows.at(-1)?.on, lastTarget, today].filter(Boolean).sort().at(-1) ?? today,
  ];
  const colourOf = (subject: Subject) => SERIES[SUBJECTS.indexOf(subject)] ?? INK;
  const columns: TableColumn<ProgressRow>[] = [
    { title: t('column.day'), type: 'DAY', value: ({ on }) => on },
    {
      title: t('coverage.planned'),
      type: 'TEXT',
      value: ({ isPlanned }) => (isPlanned ? t('coverage.asPlanned') : t('coverage.asWas')),
    },
    { title: t('coverage.pointsOpen'), type: 'COUNT', value: ({ pointsOperating }) => pointsOperating },
    ...shown.map(
      (subject): TableColumn<ProgressRow> => ({
        title: t(`coverageSubject.${subject}`),
        type: 'RATE',
        value: ({ rates }) => shareOf(rates[subject].numerator, rates[subject].denominator),
      }),
    ),
    { title: t('coverage.causes'), type: 'TEXT', value: ({ causes }) => causes },
  ];
  return (
    <ChartFrame
      title={t('coverage.progress')}
      measure="coverage-progress"
      unit={t('unit.percent')}
      period={{ from, to }}
      basis={t('coverage.progressNote')}
      rows={rows}
      columns={columns}
      keyOf={({ on }) => on}
      isEmpty={shown.length === 0}
      height={320}
      chart={
        <LineChart data={data} accessibilityLayer={false} margin={{ top: 24, right: 28, bottom: 0, left: 0 }}>
          <CartesianGrid stroke={GRID} vertical={false} />
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={[instantOf(from), instantOf(to)]}
            tickFormatter={dayOf}
            {...AXIS}
            minTickGap={36}
          />
          <YAxis {...AXIS} axisLine={false} width={48} domain={[0, 100]} ticks={[0, 25, 50, 75, 100]} />
          <Tooltip
            labelFormatter={(at) => dayOf(Number(at))}
            formatter={(value) => (typeof value === 'number' ? `${format.decimal(value)}%` : '')}
            isAnimationActive={false}
          />
          <Legend iconType="plainline" itemSorter={null} wrapperStyle={{ fontSize: 13 }} />
          <ReferenceLine
            x={instantOf(today)}
            stroke={INK}
            label={{ value: t('coverage.today'), position: 'top', fontSize: 12, fill: INK }}
          />
          {shown.map((subject) => (
            <Line
              key={subject}
              type="stepAfter"
              dataKey={subject}
              name={t(`coverageSubject.${subject}`)}
              stroke={colourOf(subject)}
              strokeDasharray={DASHES[SUBJECTS.indexOf(subject)] ?? SOLID}
              strokeWidth={2.25}
              dot={false}
              isAnimationActive={false}
            />
          ))}
          {shown.map((subject) => (
            <Line
              key={`${subject}-planned`}
              type="stepAfter"
              dataKey={`${subject}-planned`}
              legendType="none"
              tooltipType="none"
              stroke={colourOf(subject)}
              strokeDasharray="2 3"
              strokeOpacity={0.75}
              strokeWidth={1.75}
              dot={false}
              isAnimationActive={false}
            />
          ))}
          {targets.map(({ id, subject, dueOn, value }) => (
            <ReferenceDot
              key={id}
              x={instantOf(dueOn)}
              y={value * 100}
              r={TARGET_RADIUS}
              fill="#ffffff"
              stroke={colourOf(subject)}
              strokeWidth={2.5}
              ifOverflow="extendDomain"
              label={{
                value: t('coverage.targetMark', { value: format.percent(value) }),
                position: 'left',
                fontSize: 12,
                fill: INK,
              }}
            />
          ))}
        </LineChart>
      }
    />
  );
}
