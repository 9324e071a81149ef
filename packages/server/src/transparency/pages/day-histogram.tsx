import { TURNAROUND } from '../../turnaround/turnaround.definitions.ts';
import type { ReleaseTurnaround } from '../release-content.ts';
import { ChartFigure } from './chart-figure.tsx';
import { DataTable } from './data-table.tsx';
import { CountFigure, ShareFigure } from './figure.tsx';
import { countText } from './number-text.ts';
import type { PageContext } from './page-context.ts';
import { PLOT, valueScale, YAxis } from './plot.tsx';

/** Of more bars than this only some have their day below them. */
const MOST_NAMES = 10;
/** Days that stand alone in the chart; whatever took longer is in the last bar. */
const MOST_DAYS = 20;

interface DayBin {
  /** Whole working days, rounded up. */
  readonly day: number;
  readonly count: number;
  /** Of it and all shorter ones. */
  readonly within: number;
}

/** How long it took: applications by working days begun, with the table behind it. */
export function DayHistogram({
  page,
  distribution,
}: {
  page: PageContext;
  distribution: NonNullable<ReleaseTurnaround['distribution']>;
}) {
  const { words } = page;
  const bins = dayBins(distribution);
  const total = bins.at(-1)?.within ?? 0;
  const bars = barsOf(bins);
  const y = valueScale(Math.max(...bars.map(({ count }) => count)));
  const step = PLOT.width / bars.length;
  return (
    <ChartFigure
      id="days"
      title={words.days.title}
      unit={words.days.unit}
      description={words.days.description}
      words={words}
      drawing={
        <>
          <YAxis scale={y} />
          {bars.map(({ label, count }, index) => (
            <g key={label}>
              <rect
                class="mark"
                x={round(PLOT.left + index * step + step * 0.12)}
                y={round(y.at(count))}
                width={round(step * 0.76)}
                height={round(PLOT.bottom - y.at(count))}
              />
              <text
                class="tick"
                x={round(PLOT.left + (index + 0.5) * step)}
                y={PLOT.bottom + 16}
                text-anchor="middle"
              >
                {isNamed(index, bars.length) ? label : ''}
              </text>
            </g>
          ))}
        </>
      }
      table={
        <DataTable
          page={page}
          title={words.days.title}
          unit={words.applications}
          definition={TURNAROUND}
          period={null}
          rows={bins}
          columns={[
            { title: words.days.within, cell: ({ day }) => words.days.atMost(countText(day)) },
            {
              title: words.days.count,
              isNumber: true,
              cell: ({ day, within }) => (
                <CountFigure page={page} at={`turnaround/WHOLE/ALL/within-${day}-days`} value={within} />
              ),
            },
            {
              title: words.days.share,
              isNumber: true,
              cell: ({ day, within }) => (
                <ShareFigure
                  page={page}
                  at={`turnaround/WHOLE/ALL/share-within-${day}-days`}
                  part={within}
                  whole={total}
                />
              ),
            },
          ]}
        />
      }
    />
  );
}

/** The first, every fifth, and the last, unless that would run into it. */
function isNamed(index: number, count: number): boolean {
  const isLast = index === count - 1;
  return count <= MOST_NAMES || index === 0 || isLast || (index % 5 === 4 && index < count - 2);
}

function dayBins(distribution: NonNullable<ReleaseTurnaround['distribution']>): DayBin[] {
  const byDay = new Map<number, number>();
  for (const { tenths, count } of distribution) {
    // Nothing takes less than the first day.
    const day = Math.max(1, Math.ceil(tenths / 10));
    byDay.set(day, (byDay.get(day) ?? 0) + count);
  }
  let within = 0;
  return [...byDay].map(([day, count]) => {
    within += count;
    return { day, count, within };
  });
}

/** A bar for every day from the first on, those with none among them. */
function barsOf(bins: readonly DayBin[]): { readonly label: string; readonly count: number }[] {
  const last = bins.at(-1)?.day ?? 1;
  const alone = Math.min(last, MOST_DAYS);
  const bars = Array.from({ length: alone }, (_, index) => ({
    label: String(index + 1),
    count: bins.find(({ day }) => day === index + 1)?.count ?? 0,
  }));
  const longer = bins.filter(({ day }) => day > MOST_DAYS).reduce((sum, { count }) => sum + count, 0);
  return last > MOST_DAYS ? [...bars, { label: `>${MOST_DAYS}`, count: longer }] : bars;
}

const round = (value: number): number => Math.round(value * 10) / 10;
