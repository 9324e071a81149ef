import { COVERAGE_PROGRESS } from '../../coverage/coverage.definitions.ts';
import { dayNumberOf } from '../../working-time/calendar-day.ts';
import type { ReleaseCircle } from '../release-content.ts';
import { ChartFigure } from './chart-figure.tsx';
import { DataTable } from './data-table.tsx';
import { CountFigure, ShareFigure } from './figure.tsx';
import { isNumber } from './number-text.ts';
import type { PageContext } from './page-context.ts';
import { PLOT, valueScale, YAxis } from './plot.tsx';

type Step = ReleaseCircle['progress'][number];

/** How many key buildings were covered day by day, and will be as planned. */
export function ProgressChart({ page, progress }: { page: PageContext; progress: readonly Step[] }) {
  const { words, nameOf } = page;
  const [first] = progress;
  const last = progress.at(-1);
  if (!first || !last) {
    return null;
  }
  const at = (step: Step) => `circle-progress/${step.on}/${step.isPlanned}`;
  return (
    <ChartFigure
      id="progress"
      title={words.progress.title}
      unit={words.progress.unit}
      description={words.progress.description}
      words={words}
      legend={
        <span class="legend">
          <span>
            <svg class="key line line-0" viewBox="0 0 36 12" aria-hidden="true">
              <path d="M0 6H36" />
            </svg>
            {words.progress.done}
          </span>
          <span>
            <svg class="key line line-0 planned" viewBox="0 0 36 12" aria-hidden="true">
              <path d="M0 6H36" />
            </svg>
            {words.progress.planned}
          </span>
        </span>
      }
      drawing={<Steps progress={progress} first={first} last={last} />}
      table={
        <DataTable
          page={page}
          title={words.progress.title}
          unit={words.progress.unit}
          definition={COVERAGE_PROGRESS}
          period={`${first.on} – ${last.on}`}
          rows={progress}
          columns={[
            {
              title: words.progress.day,
              cell: (step) => `${step.on}${step.isPlanned ? words.progress.asPlanned : ''}`,
            },
            {
              title: words.progress.covered,
              isNumber: true,
              cell: (step) =>
                words.fraction(
                  <CountFigure page={page} at={`${at(step)}/covered`} value={step.keyBuildings.covered} />,
                  <CountFigure page={page} at={`${at(step)}/total`} value={step.keyBuildings.total} />,
                ),
            },
            {
              title: words.share,
              isNumber: true,
              cell: (step) => (
                <ShareFigure
                  page={page}
                  at={`${at(step)}/share`}
                  part={step.keyBuildings.covered}
                  whole={step.keyBuildings.total}
                />
              ),
            },
            {
              title: words.progress.points,
              isNumber: true,
              cell: (step) => (
                <CountFigure page={page} at={`${at(step)}/points_operating`} value={step.pointsOperating} />
              ),
            },
            { title: words.progress.causes, cell: ({ causes }) => causes.map(nameOf).join(words.listComma) },
          ]}
        />
      }
    />
  );
}

function Steps({ progress, first, last }: { progress: readonly Step[]; first: Step; last: Step }) {
  const from = dayNumberOf(first.on);
  const span = Math.max(1, dayNumberOf(last.on) - from);
  const y = valueScale(
    Math.max(1, ...progress.map(({ keyBuildings: { total } }) => (isNumber(total) ? total : 0))),
  );
  const x = (on: string) => round(PLOT.left + (PLOT.width * (dayNumberOf(on) - from)) / span);
  const height = ({ keyBuildings: { covered } }: Step) => round(y.at(isNumber(covered) ? covered : 0));
  const done = progress.filter(({ isPlanned }) => !isPlanned);
  const turn = done.at(-1);
  const planned = progress.filter(({ isPlanned }) => isPlanned);
  const stairs = (steps: readonly Step[]) =>
    steps
      .map((step, index) => `${index === 0 ? `M${x(step.on)} ` : `H${x(step.on)}V`}${height(step)}`)
      .join('');
  return (
    <>
      <YAxis scale={y} />
      <g class="line line-0">
        <path d={stairs(done)} />
        {turn && <path class="planned" d={stairs([turn, ...planned])} />}
        {progress.map((step) => (
          <circle key={`${step.on}${step.isPlanned}`} cx={x(step.on)} cy={height(step)} r="3.5" />
        ))}
      </g>
      {[first, ...(last.on === first.on ? [] : [last])].map((step, index) => (
        <text
          key={step.on}
          class="tick"
          x={x(step.on)}
          y={PLOT.bottom + 18}
          text-anchor={index === 0 ? 'start' : 'end'}
        >
          {step.on}
        </text>
      ))}
    </>
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;
