import { BACKLOG, CLOSED, VOLUME } from '../../caseload/caseload.definitions.ts';
import { ON_TIME } from '../../turnaround/turnaround.definitions.ts';
import type { Count, ReleaseMonth } from '../release-content.ts';
import { RELEASED_MEDIAN, RELEASED_P90 } from '../transparency.definitions.ts';
import { ChartFigure } from './chart-figure.tsx';
import { DataTable } from './data-table.tsx';
import { CountFigure, DaysFigure, DefinitionLink, ShareFigure } from './figure.tsx';
import { isNumber } from './number-text.ts';
import type { PageContext } from './page-context.ts';
import { PLOT, valueScale, YAxis } from './plot.tsx';
import { Section } from './section.tsx';

/** Of months that have a tick with a name, so that the names do not run into each other. */
const MOST_NAMES = 5;

export function SeriesSection({ page }: { page: PageContext }) {
  const { words, content } = page;
  const { series } = content;
  const first = series[0];
  const last = series.at(-1);
  if (!first || !last) {
    return null;
  }
  const period = words.months(first.month, last.month);
  return (
    <Section id="series" title={words.series.title}>
      <p>{words.series.explain(series.length)}</p>
      <ChartFigure
        id="flow"
        title={words.series.flow}
        unit={words.applications}
        description={words.series.flowDescription}
        words={words}
        legend={<Legend names={[words.received, words.closed, words.backlog.atEnd]} />}
        drawing={
          <Lines
            series={series}
            values={[(month) => month.received, (month) => month.closed, (month) => month.backlog]}
          />
        }
        table={
          <DataTable
            page={page}
            title={words.series.flow}
            unit={words.applications}
            definition={VOLUME}
            period={period}
            rows={series}
            columns={[
              { title: words.monthTitle, cell: ({ month }) => month },
              { title: words.received, isNumber: true, cell: (month) => count(page, month, 'received') },
              { title: words.closed, isNumber: true, cell: (month) => count(page, month, 'closed') },
              { title: words.backlog.atEnd, isNumber: true, cell: (month) => count(page, month, 'backlog') },
            ]}
          />
        }
      />
      <ChartFigure
        id="pace"
        title={words.series.pace}
        unit={words.workingDays}
        description={words.series.paceDescription}
        words={words}
        legend={<Legend names={[words.speed.half, words.speed.nineTenths]} />}
        drawing={
          <Lines
            series={series}
            values={[({ medianTenths }) => inDays(medianTenths), ({ p90Tenths }) => inDays(p90Tenths)]}
          />
        }
        table={
          <DataTable
            page={page}
            title={words.series.pace}
            unit={words.workingDays}
            definition={RELEASED_MEDIAN}
            period={period}
            rows={series}
            columns={[
              { title: words.monthTitle, cell: ({ month }) => month },
              { title: words.speed.half, isNumber: true, cell: (month) => days(page, month, 'median') },
              { title: words.speed.nineTenths, isNumber: true, cell: (month) => days(page, month, 'p90') },
              { title: words.decided, isNumber: true, cell: (month) => count(page, month, 'decided') },
              {
                title: words.series.onTime,
                isNumber: true,
                cell: ({ month, onTime }) => (
                  <ShareFigure
                    page={page}
                    at={`months/${month}/on_time_share`}
                    part={onTime.numerator}
                    whole={onTime.denominator}
                  />
                ),
              },
            ]}
          />
        }
      />
      <p class="about">
        {words.definition}
        {words.colon}
        {[VOLUME, CLOSED, BACKLOG, RELEASED_MEDIAN, RELEASED_P90, ON_TIME].map((of, index) => (
          <>
            {index === 0 ? '' : words.listComma}
            <DefinitionLink page={page} of={of} isNamed />
          </>
        ))}
      </p>
    </Section>
  );
}

const inDays = (tenths: number | null): number | null => (tenths === null ? null : tenths / 10);

function count(page: PageContext, month: ReleaseMonth, field: 'received' | 'closed' | 'backlog' | 'decided') {
  return <CountFigure page={page} at={`months/${month.month}/${field}`} value={month[field]} />;
}

function days(page: PageContext, month: ReleaseMonth, which: 'median' | 'p90') {
  return (
    <DaysFigure
      page={page}
      at={`months/${month.month}/${which}_days`}
      tenths={which === 'median' ? month.medianTenths : month.p90Tenths}
      n={month.decided}
    />
  );
}

/** Lines differ by dash and by the form of their marks, not by colour alone. */
function Lines({
  series,
  values,
}: {
  series: readonly ReleaseMonth[];
  values: readonly ((month: ReleaseMonth) => Count)[];
}) {
  const most = Math.max(
    1,
    ...series.flatMap((month) => values.map((countOf) => numberOf(countOf(month)) ?? 0)),
  );
  const y = valueScale(most);
  const step = PLOT.width / series.length;
  const x = (index: number) => round(PLOT.left + (index + 0.5) * step);
  const every = Math.ceil(series.length / MOST_NAMES);
  return (
    <>
      <YAxis scale={y} />
      {series.map(({ month }, index) =>
        (series.length - 1 - index) % every === 0 ? (
          <text key={month} class="tick" x={x(index)} y={PLOT.bottom + 18} text-anchor="middle">
            {month}
          </text>
        ) : null,
      )}
      {values.map((countOf, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn once.
        <g key={line} class={`line line-${line}`}>
          <path
            d={pathOf(
              series.map((month, index) => [x(index), numberOf(countOf(month))] as const),
              y.at,
            )}
          />
          {series.map((month, index) => {
            const value = numberOf(countOf(month));
            return value === null ? null : (
              <Mark key={month.month} line={line} x={x(index)} y={round(y.at(value))} />
            );
          })}
        </g>
      ))}
    </>
  );
}

const numberOf = (count: Count): number | null => (isNumber(count) ? count : null);

/** A line that is broken where there is no value. */
function pathOf(
  points: readonly (readonly [x: number, value: number | null])[],
  at: (value: number) => number,
): string {
  let isDown = false;
  return points
    .map(([x, value]) => {
      const to = value === null ? '' : `${isDown ? 'L' : 'M'}${x} ${round(at(value))}`;
      isDown = value !== null;
      return to;
    })
    .join('');
}

function Mark({ line, x, y }: { line: number; x: number; y: number }) {
  switch (line) {
    case 0:
      return <circle cx={x} cy={y} r="4" />;
    case 1:
      return <rect x={x - 4} y={y - 4} width="8" height="8" />;
    default:
      return <path class="diamond" d={`M${x} ${y - 6}l6 6l-6 6l-6-6z`} />;
  }
}

function Legend({ names }: { names: readonly string[] }) {
  return (
    <span class="legend">
      {names.map((name, line) => (
        <span key={name}>
          <svg class={`key line line-${line}`} viewBox="0 0 36 12" aria-hidden="true">
            <path d="M0 6H36" />
            <Mark line={line} x={18} y={6} />
          </svg>
          {name}
        </span>
      ))}
    </span>
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;
