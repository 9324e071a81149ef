import { useQuery } from '@apollo/client/react';
import { DataTable } from '../components/data-table.tsx';
import { PointLink } from '../components/links.tsx';
import { Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import type { CoverageProgressQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useLanguage, useNames, useText } from '../platform/locale.tsx';
import { ProgressChart, type ProgressRow } from './progress-chart.tsx';
import type { CoverageView } from './use-coverage-view.ts';

const COVERAGE_PROGRESS = graphql(`
  query CoverageProgress($bureau: ID!, $where: CoverageInput!) {
    coverageProgress(bureau: $bureau, where: $where) {
      today
      series {
        on isPlanned pointsOperating
        figures {
          residents { covered { numerator denominator value } }
          enterprises { covered { numerator denominator value } }
          keyBuildings { covered { numerator denominator value } }
        }
        buildingReachInside { numerator denominator value }
        causes { kind code nameZh nameEn }
      }
      openings {
        on isPlanned
        point { code nameZh nameEn }
        added { residents enterprises keyBuildings demandAreas }
        aloneToday { residents enterprises keyBuildings demandAreas }
      }
      withoutDate { point { code nameZh nameEn } wouldAdd { residents enterprises keyBuildings demandAreas } }
      targets {
        status remaining reachedOnAtPace reachedOnAsPlanned remainingAsPlanned
        now { numerator denominator value }
        onDueDay { numerator denominator value }
        openingsNeeded { code nameZh nameEn }
        target { id subject value dueOn isSynthetic }
      }
      pace { subject since perMonth uncovered closesOn }
    }
  }
`);

type Report = CoverageProgressQuery['coverageProgress'];

/** How the circle grew, what each opening added, the targets, and when it closes at the present pace. */
export function ProgressSection({ view }: { view: CoverageView }) {
  const t = useText();
  const nameOf = useNames();
  const { bureau } = useView();
  const asked = useQuery(COVERAGE_PROGRESS, { variables: { bureau: bureau.code, where: view.input } });
  return (
    <Section title={t('coverage.progressTitle')}>
      <Answer asked={asked}>
        {({ coverageProgress: report }) => (
          <>
            <ProgressChart
              today={report.today}
              targets={report.targets.map(({ target }) => target)}
              rows={report.series.map(
                (step): ProgressRow => ({
                  on: step.on,
                  isPlanned: step.isPlanned,
                  pointsOperating: step.pointsOperating,
                  rates: {
                    RESIDENTS: step.figures.residents.covered,
                    ENTERPRISES: step.figures.enterprises.covered,
                    KEY_BUILDINGS: step.figures.keyBuildings.covered,
                    BUILDING_REACH: step.buildingReachInside,
                  },
                  causes: step.causes
                    .map((cause) => t(`coverageCause.${cause.kind}`, { name: nameOf(cause) }))
                    .join(t('list.separator')),
                }),
              )}
            />
            <PaceList pace={report.pace} />
            {report.targets.length > 0 && <Targets targets={report.targets} />}
            {report.openings.length + report.withoutDate.length > 0 && <Openings report={report} />}
          </>
        )}
      </Answer>
    </Section>
  );
}

/** When the circle closes at the present pace, a sentence each. */
function PaceList({ pace }: { pace: Report['pace'] }) {
  const t = useText();
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <ul className="card pace" data-pace>
      {pace
        .filter(({ uncovered }) => uncovered != null)
        .map(({ subject, since, perMonth, uncovered, closesOn }) => (
          <li key={subject}>
            <strong>{t(`coverageSubject.${subject}`)}</strong>{' '}
            {uncovered === 0
              ? t('coverage.isClosed')
              : [
                  t('coverage.uncovered', { count: format.count(uncovered) }),
                  perMonth == null
                    ? t('coverage.noPace')
                    : t('coverage.pace', { since: format.day(since), count: format.decimal(perMonth) }),
                  perMonth == null
                    ? null
                    : closesOn == null
                      ? t('coverage.neverCloses')
                      : t('coverage.closesOn', { day: format.day(closesOn) }),
                ]
                  .filter((part) => part !== null)
                  .join(language === 'en' ? ' ' : '')}
          </li>
        ))}
    </ul>
  );
}

function Targets({ targets }: { targets: Report['targets'] }) {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  return (
    <Section title={t('coverage.targets')}>
      <DataTable
        caption={t('coverage.targets')}
        hideCaption
        rows={targets}
        keyOf={({ target }) => target.id}
        columns={[
          {
            title: t('coverage.subject'),
            type: 'TEXT',
            value: ({ target }) => t(`coverageSubject.${target.subject}`),
          },
          { title: t('coverage.dueOn'), type: 'DAY', value: ({ target }) => target.dueOn },
          {
            title: t('coverage.target'),
            type: 'TEXT',
            value: ({ target }) => format.percent(target.value),
            cell: ({ target }, shown) => (
              <>
                {shown} {target.isSynthetic && <span className="status">{t('target.synthetic')}</span>}
              </>
            ),
          },
          {
            title: t('column.state'),
            type: 'TEXT',
            value: ({ status }) => t(`coverageStatus.${status}`),
            cell: ({ status }, shown) => <span className={`status target-${status}`}>{shown}</span>,
          },
          { title: t('coverage.now'), type: 'RATE', value: ({ now }) => now },
          { title: t('coverage.onDueDay'), type: 'RATE', value: ({ onDueDay }) => onDueDay },
          { title: t('coverage.remaining'), type: 'COUNT', value: ({ remaining }) => remaining },
          {
            title: t('coverage.atPace'),
            type: 'DAY',
            value: ({ reachedOnAtPace }) => reachedOnAtPace,
          },
          {
            title: t('coverage.byPlan'),
            type: 'DAY',
            value: ({ reachedOnAsPlanned }) => reachedOnAsPlanned,
          },
          {
            title: t('coverage.openingsNeeded'),
            type: 'TEXT',
            value: ({ openingsNeeded }) =>
              openingsNeeded.length === 0 ? null : openingsNeeded.map(nameOf).join(t('list.separator')),
          },
        ]}
      />
    </Section>
  );
}

interface OpeningRow {
  readonly point: Report['openings'][number]['point'];
  readonly on: string | null;
  readonly state: string;
  readonly gain: Report['openings'][number]['added'];
  readonly alone: number | null;
}

/** What each opening brought within the circle, and what the planned ones will. */
function Openings({ report }: { report: Report }) {
  const t = useText();
  const nameOf = useNames();
  const rows: OpeningRow[] = [
    ...report.openings.map(({ point, on, isPlanned, added, aloneToday }) => ({
      point,
      on,
      state: isPlanned ? t('coverage.asPlanned') : t('coverage.opened'),
      gain: added,
      alone: aloneToday?.residents ?? null,
    })),
    ...report.withoutDate.map(({ point, wouldAdd }) => ({
      point,
      on: null,
      state: t('coverage.undated'),
      gain: wouldAdd,
      alone: null,
    })),
  ];
  const gain = (title: string, field: keyof OpeningRow['gain'] & string) => ({
    title,
    type: 'COUNT' as const,
    value: (row: OpeningRow) => Number(row.gain[field]),
  });
  return (
    <Section title={t('coverage.openings')}>
      <DataTable
        caption={t('coverage.openings')}
        hideCaption
        rows={rows}
        keyOf={({ point, on }) => `${point.code} ${on}`}
        columns={[
          {
            title: t('column.point'),
            type: 'TEXT',
            value: ({ point }) => nameOf(point),
            cell: ({ point }) => <PointLink point={point} />,
          },
          {
            title: t('coverage.operatesOn'),
            type: 'DAY',
            value: ({ on }) => on,
            cell: ({ on }) => on ?? MISSING,
          },
          { title: t('column.state'), type: 'TEXT', value: ({ state }) => state },
          gain(t('coverage.addedResidents'), 'residents'),
          gain(t('coverage.addedEnterprises'), 'enterprises'),
          gain(t('coverage.addedBuildings'), 'keyBuildings'),
          gain(t('coverage.addedAreas'), 'demandAreas'),
          { title: t('coverage.alone'), type: 'COUNT', value: ({ alone }) => alone },
        ]}
      />
    </Section>
  );
}
