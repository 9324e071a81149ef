import { VOLUME } from '../../caseload/caseload.definitions.ts';
import { UNSTATED_KEY } from '../open-data/activity-tables.ts';
import type { CountOf } from '../release-content.ts';
import { Bar } from './bar.tsx';
import { DataTable } from './data-table.tsx';
import { CountFigure } from './figure.tsx';
import { isNumber } from './number-text.ts';
import type { PageContext } from './page-context.ts';
import { Section } from './section.tsx';

export function VolumeSection({ page }: { page: PageContext }) {
  const { words, content } = page;
  const { total, byPoint, byPointKind, byChannel, byItemKind } = content.volume;
  return (
    <Section id="volume" title={words.volume.title}>
      <p>
        {words.volume.total(<CountFigure page={page} at="volume/WHOLE/ALL/applications" value={total} />)}
      </p>
      <div class="columns">
        <div>
          <Counts page={page} by="POINT" title={words.volume.byPoint} counts={byPoint} />
          <Counts page={page} by="ITEM_KIND" title={words.volume.byItemKind} counts={byItemKind} />
        </div>
        <div>
          <Counts page={page} by="POINT_KIND" title={words.volume.byPointKind} counts={byPointKind} />
          <Counts page={page} by="CHANNEL" title={words.volume.byChannel} counts={byChannel} />
        </div>
      </div>
    </Section>
  );
}

function Counts({
  page,
  by,
  title,
  counts,
}: {
  page: PageContext;
  by: string;
  title: string;
  counts: readonly CountOf[];
}) {
  const most = Math.max(1, ...counts.map(({ count }) => (isNumber(count) ? count : 0)));
  return (
    <DataTable
      page={page}
      title={title}
      unit={page.words.applications}
      definition={VOLUME}
      period={null}
      rows={counts}
      columns={[
        { title: page.words.groupTitle(by), cell: ({ key }) => page.groupName(by, key) },
        {
          title: page.words.received,
          isNumber: true,
          cell: ({ key, count }) => (
            <>
              <CountFigure
                page={page}
                at={`volume/${by}/${key || UNSTATED_KEY}/applications`}
                value={count}
              />
              <Bar value={isNumber(count) ? count : 0} most={most} />
            </>
          ),
        },
      ]}
    />
  );
}
