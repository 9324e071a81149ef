import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { Fact } from '../components/fact.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import type { ReleasePageQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useLanguage, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { useActorText, useViewer } from '../platform/viewer.tsx';
import { CorrectionForm } from './correction-form.tsx';
import { ReleaseActions } from './release-actions.tsx';
import './releases.css';

const RELEASE = graphql(`
  query ReleasePage($bureau: ID!, $id: ID!) {
    release(bureau: $bureau, id: $id) {
      id number month state corrects correctedBy reasonZh reasonEn sha256 preparedAt preparedBy decidedAt decidedBy refusal
      checks { code outcome found }
      suppression { primary complementary heldAgainst figures }
      comparison { since changes { figure was is wasWithheld isWithheld } }
    }
  }
`);

type Release = NonNullable<ReleasePageQuery['release']>;
type Change = Release['comparison']['changes'][number];

/** One release: what was checked, what it withholds, what is another than before, and what can be done with it. */
export function ReleasePage() {
  const t = useText();
  const { id = '' } = useParams();
  const { bureau, parameters } = useView();
  const { may } = useViewer();
  const asked = useQuery(RELEASE, {
    variables: { bureau: bureau.code, id },
    fetchPolicy: 'cache-and-network',
  });
  const number = asked.data?.release?.number ?? id;
  return (
    <Page title={t('release.title', { number })} filters="NONE">
      <Answer asked={asked}>
        {({ release }) =>
          release ? (
            <>
              <ReleaseFacts release={release} />
              {release.state === 'DRAFT' && <ReleaseActions release={release} />}
              {release.state === 'PUBLISHED' && release.correctedBy == null && may('STEWARD') && (
                <CorrectionForm month={release.month} />
              )}
              <Checks release={release} />
              <Suppression release={release} />
              <Comparison release={release} />
            </>
          ) : (
            <EmptyState
              title={t('release.unknown')}
              hint={<Link to={addressOf('/releases', parameters)}>{t('nav.releases')}</Link>}
            />
          )
        }
      </Answer>
    </Page>
  );
}

function ReleaseFacts({ release }: { release: Release }) {
  const t = useText();
  const format = useFormat();
  const actorText = useActorText();
  const { language } = useLanguage();
  const { bureau } = useView();
  const reason = language === 'en' ? release.reasonEn : release.reasonZh;
  return (
    <dl className="card facts" data-status={release.state}>
      <Fact title={t('column.status')}>
        <span className={`status status-${release.state}`}>{t(`releaseState.${release.state}`)}</span>
      </Fact>
      <Fact title={t('release.month')}>{release.month}</Fact>
      {release.corrects != null && (
        <Fact title={t('release.corrects')}>
          {release.corrects} · {reason}
        </Fact>
      )}
      {release.correctedBy != null && (
        <Fact title={t('column.status')}>{t('release.correctedBy', { number: release.correctedBy })}</Fact>
      )}
      <Fact title={t('release.preparedAt')}>
        {format.instant(release.preparedAt)} ·{' '}
        {release.preparedBy === 'SCHEDULE' ? t('release.schedule') : actorText(release.preparedBy)}
      </Fact>
      {release.decidedAt != null && release.decidedBy != null && (
        <Fact title={t('release.decidedAt')}>
          {format.instant(release.decidedAt)} · {actorText(release.decidedBy)}
        </Fact>
      )}
      <Fact title="SHA-256">
        <code className="checksum">{release.sha256}</code>
      </Fact>
      <Fact title={t('release.page')}>
        {release.state === 'PUBLISHED' ? (
          <a href={`/public/${bureau.code}/${release.number}/${language === 'en' ? 'en.html' : ''}`}>
            {t('release.openPage')}
          </a>
        ) : (
          <a href={`/api/releases/${bureau.code}/${release.id}/${language === 'en' ? 'en' : 'index'}.html`}>
            {t('release.preview')}
          </a>
        )}
      </Fact>
    </dl>
  );
}

function Checks({ release }: { release: Release }) {
  const t = useText();
  return (
    <Section title={t('release.checks')}>
      <DataTable
        caption={t('release.checks')}
        hideCaption
        rows={release.checks}
        keyOf={({ code }) => code}
        columns={[
          { title: t('release.check'), type: 'TEXT', value: ({ code }) => t(`releaseCheck.${code}`) },
          {
            title: t('release.outcome'),
            type: 'TEXT',
            value: ({ outcome }) => t(`releaseOutcome.${outcome}`),
            cell: ({ outcome }, shown) => <span className={`status status-${outcome}`}>{shown}</span>,
          },
          { title: t('release.found'), type: 'COUNT', value: ({ found }) => found },
        ]}
      />
    </Section>
  );
}

function Suppression({ release }: { release: Release }) {
  const t = useText();
  const format = useFormat();
  const { primary, complementary, heldAgainst, figures } = release.suppression;
  return (
    <Section title={t('release.withheld')}>
      <p>
        {t('release.withheldText', {
          primary: format.count(primary),
          complementary: format.count(complementary),
        })}{' '}
        {heldAgainst.length > 0
          ? t('release.heldAgainst', { numbers: heldAgainst.join(t('list.separator')) })
          : t('release.heldAgainstNone')}
      </p>
      {figures.length > 0 && (
        <details>
          <summary>{t('release.withheldFigures')}</summary>
          <ul className="figure-names">
            {figures.map((figure) => (
              <li key={figure}>
                <code>{figure}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

/** What a reader of the list looks for first. */
const HEADLINES = [
  'volume.total',
  'turnaround.whole.n',
  'turnaround.whole.medianTenths',
  'turnaround.whole.p90Tenths',
  'caseload.whole.closed',
  'caseload.whole.backlog',
  'caseload.whole.overdue',
  'circle.whole.KEY_BUILDINGS.covered',
  'circle.whole.RESIDENTS.covered',
] as const;

const headlineOf = (figure: string) => HEADLINES.find((each) => each === figure);

function Comparison({ release }: { release: Release }) {
  const t = useText();
  const { since, changes } = release.comparison;
  const headlines = changes.filter(({ figure }) => headlineOf(figure) !== undefined);
  const others = changes.filter(({ figure }) => headlineOf(figure) === undefined);
  return (
    <Section title={t('release.changes')}>
      {since == null ? (
        <p>{t('release.noneBefore')}</p>
      ) : (
        <>
          <p>{t('release.since', { number: since, count: changes.length })}</p>
          <ChangeTable caption={t('release.headlines')} changes={headlines} />
          {others.length > 0 && (
            <details>
              <summary>{t('release.others', { count: others.length })}</summary>
              <ChangeTable caption={t('release.othersTitle')} changes={others} />
            </details>
          )}
        </>
      )}
    </Section>
  );
}

function ChangeTable({ caption, changes }: { caption: string; changes: readonly Change[] }) {
  const t = useText();
  const format = useFormat();
  const textOf = (figure: string, value: number | null | undefined, isWithheld: boolean) =>
    isWithheld
      ? t('release.isWithheld')
      : value == null
        ? MISSING
        : figure.endsWith('Tenths')
          ? format.decimal(value / 10, 1)
          : format.count(value);
  return changes.length === 0 ? null : (
    <DataTable
      caption={caption}
      rows={changes}
      keyOf={({ figure }) => figure}
      columns={[
        {
          title: t('release.figure'),
          type: 'TEXT',
          value: ({ figure }) => {
            const headline = headlineOf(figure);
            return headline === undefined ? figure : t(`releaseFigure.${headline}`);
          },
          cell: ({ figure }, shown) => (headlineOf(figure) === undefined ? <code>{shown}</code> : shown),
        },
        {
          title: t('release.was'),
          type: 'TEXT',
          isNumber: true,
          value: ({ figure, was, wasWithheld }) => textOf(figure, was, wasWithheld),
        },
        {
          title: t('release.is'),
          type: 'TEXT',
          isNumber: true,
          value: ({ figure, is, isWithheld }) => textOf(figure, is, isWithheld),
        },
      ]}
    />
  );
}
