import { BACKLOG, FLOW_BALANCE, OVERDUE } from '../../caseload/caseload.definitions.ts';
import type { ReleaseCaseload } from '../release-content.ts';
import { type Column, DataTable } from './data-table.tsx';
import { CountFigure, DefinitionLink, groupPath } from './figure.tsx';
import type { PageContext } from './page-context.ts';
import { Section } from './section.tsx';

export function BacklogSection({ page }: { page: PageContext }) {
  const { words, content, groupName } = page;
  const whole = content.caseload.find(({ group }) => group.by === 'WHOLE');
  const count = (each: ReleaseCaseload, field: string, value: ReleaseCaseload['backlog']) => (
    <CountFigure page={page} at={`caseload/${groupPath(each.group)}/${field}`} value={value} />
  );
  const column = (
    title: string,
    field: string,
    countOf: (each: ReleaseCaseload) => ReleaseCaseload['backlog'],
  ): Column<ReleaseCaseload> => ({
    title,
    isNumber: true,
    cell: (each) => count(each, field, countOf(each)),
  });
  return (
    <Section id="backlog" title={words.backlog.title}>
      {whole && (
        <>
          <p class="sentence">
            {words.backlog.sentence(
              count(whole, 'backlog', whole.backlog),
              count(whole, 'overdue', whole.overdue),
            )}
          </p>
          <p class="about">
            {words.definition}
            {words.colon}
            <DefinitionLink page={page} of={BACKLOG} isNamed />
            {words.listComma}
            <DefinitionLink page={page} of={OVERDUE} isNamed />
          </p>
        </>
      )}
      <DataTable
        page={page}
        title={words.backlog.table}
        unit={words.applications}
        definition={FLOW_BALANCE}
        period={null}
        rows={content.caseload}
        columns={[
          {
            title: words.groupTitle('POINT'),
            cell: ({ group }) => groupName(group.by, group.by === 'WHOLE' ? '' : group.key),
          },
          column(words.backlog.atStart, 'backlog_at_start', ({ backlogAtStart }) => backlogAtStart),
          column(words.backlog.received, 'received', ({ received }) => received),
          column(words.backlog.closed, 'closed', ({ closed }) => closed),
          column(words.backlog.atEnd, 'backlog', ({ backlog }) => backlog),
          column(words.backlog.overdue, 'overdue', ({ overdue }) => overdue),
        ]}
      />
    </Section>
  );
}
