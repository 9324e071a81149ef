import type { ReleaseTurnaround } from '../release-content.ts';
import { RELEASED_MEDIAN } from '../transparency.definitions.ts';
import { DataTable } from './data-table.tsx';
import { DayHistogram } from './day-histogram.tsx';
import { CountFigure, DaysFigure, groupPath } from './figure.tsx';
import type { PageContext } from './page-context.ts';
import { Section } from './section.tsx';

export function SpeedSection({ page }: { page: PageContext }) {
  const { words, content, groupName } = page;
  const { turnaround } = content;
  const whole = turnaround.find(({ group }) => group.by === 'WHOLE');
  return (
    <Section id="speed" title={words.speed.title}>
      <p>{words.speed.explain}</p>
      <DataTable
        page={page}
        title={words.speed.table}
        unit={words.workingDays}
        definition={RELEASED_MEDIAN}
        period={null}
        rows={turnaround}
        columns={[
          {
            title: words.speed.group,
            cell: ({ group }) => groupName(group.by, group.by === 'WHOLE' ? '' : group.key),
          },
          {
            title: words.speed.half,
            isNumber: true,
            cell: (each) => days(page, each, 'median'),
          },
          {
            title: words.speed.nineTenths,
            isNumber: true,
            cell: (each) => days(page, each, 'p90'),
          },
          {
            title: words.decided,
            isNumber: true,
            cell: ({ group, n }) => (
              <CountFigure page={page} at={`turnaround/${groupPath(group)}/applications`} value={n} />
            ),
          },
        ]}
      />
      {whole?.distribution && <DayHistogram page={page} distribution={whole.distribution} />}
    </Section>
  );
}

function days(page: PageContext, each: ReleaseTurnaround, which: 'median' | 'p90') {
  return (
    <DaysFigure
      page={page}
      at={`turnaround/${groupPath(each.group)}/${which}`}
      tenths={which === 'median' ? each.medianTenths : each.p90Tenths}
      n={each.n}
    />
  );
}
