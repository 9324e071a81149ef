import { OUTREACH_EVENTS } from '../../outreach/outreach.definitions.ts';
import { DataTable } from './data-table.tsx';
import { CountFigure, DefinitionLink } from './figure.tsx';
import type { PageContext } from './page-context.ts';
import { Section } from './section.tsx';

export function OutreachSection({ page }: { page: PageContext }) {
  const { words, content, language } = page;
  const { outreach, number } = content;
  const total = (field: string, value: number | null) => (
    <CountFigure page={page} at={`outreach/${number}/${field}`} value={value} />
  );
  return (
    <Section id="outreach" title={words.outreach.title}>
      <p>
        {words.outreach.explain}
        {words.gap}
        {outreach.events === 0
          ? words.outreach.noEvents(total('events', outreach.events))
          : words.outreach.sentence({
              events: total('events', outreach.events),
              buildingDays: total('building_days', outreach.buildingDays),
              enterprises: total('enterprises', outreach.enterprises),
              isMinimum: outreach.enterprisesIsMinimum,
              consultations: total('consultations', outreach.consultations),
            })}{' '}
        <span class="about">
          <DefinitionLink page={page} of={OUTREACH_EVENTS} />
        </span>
      </p>
      {outreach.list.length > 0 && (
        <DataTable
          page={page}
          title={words.outreach.table}
          unit={words.outreach.unit}
          definition={OUTREACH_EVENTS}
          period={null}
          rows={outreach.list.map((each, index) => ({ ...each, at: `outreach-events/${index + 1}` }))}
          columns={[
            { title: words.outreach.day, cell: ({ on }) => on },
            {
              title: words.outreach.place,
              cell: ({ placeZh, placeEn, isBuildingDay }) => (
                <>
                  {language === 'zh' ? placeZh : placeEn}
                  {isBuildingDay && <span class="plain">{words.outreach.buildingDay}</span>}
                </>
              ),
            },
            {
              title: words.outreach.enterprises,
              isNumber: true,
              cell: ({ at, enterprises }) => (
                <CountFigure page={page} at={`${at}/enterprises`} value={enterprises} />
              ),
            },
            {
              title: words.outreach.duration,
              isNumber: true,
              cell: ({ at, minutes }) => <CountFigure page={page} at={`${at}/minutes`} value={minutes} />,
            },
          ]}
        />
      )}
    </Section>
  );
}
