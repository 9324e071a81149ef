import { Line, LineChart, ResponsiveContainer } from 'recharts';
import { SERIES } from './palette.ts';

/**
 * The course of a figure over its period, without axes: which way it goes, beside the number. The chart below it has the values and
 * their table, so this one is not read out.
 */
export function Trend({ values }: { values: readonly (number | null | undefined)[] }) {
  return (
    <div className="trend" aria-hidden="true">
      <ResponsiveContainer width="100%" height="100%">
        <LineChart
          data={values.map((value) => ({ value: value ?? null }))}
          accessibilityLayer={false}
          margin={{ top: 3, right: 3, bottom: 3, left: 3 }}
        >
          <Line dataKey="value" stroke={SERIES[0]} strokeWidth={1.75} dot={false} isAnimationActive={false} />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
