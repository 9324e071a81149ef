import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { Fact } from '../components/fact.tsx';
import { Figure } from '../components/figure.tsx';
import { PointLink } from '../components/links.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import type { PlaceCoverageQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { type PlaceKind, placeKey } from '../map/map-data.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { BasisLine } from './basis-line.tsx';
import './coverage.css';
import { CoverageFilters } from './coverage-filters.tsx';
import { PlaceMap } from './place-map.tsx';
import { useCoverageView } from './use-coverage-view.ts';

const PLACE_COVERAGE = graphql(`
  query PlaceCoverage($bureau: ID!, $kind: PlaceKind!, $code: ID!, $where: CoverageInput!) {
    placeCoverage(bureau: $bureau, kind: $kind, code: $code, where: $where) {
      on isCounted isCovered pairsNotComputed buildingReach
      basis {
        source networkName attribution computedAt detourFactor speedKilometresPerHour
        calibrationPairs calibrationNetwork medianRelativeError p90RelativeError
      }
      place { kind code nameZh nameEn townOrStreet residents enterprises }
      nearest { minutes point { code nameZh nameEn } }
      second { minutes point { code nameZh nameEn } }
      withinThreshold { minutes point { code nameZh nameEn } }
      pointsInside { code nameZh nameEn }
      closedBy { minutes on point { code nameZh nameEn } }
      history { on minutes isCovered isPlanned nearest { code nameZh nameEn } }
    }
  }
`);

type Place = NonNullable<PlaceCoverageQuery['placeCoverage']>;

export function DemandAreaPage() {
  return <PlacePage kind="DEMAND_AREA" />;
}

export function KeyBuildingPage() {
  return <PlacePage kind="KEY_BUILDING" />;
}

/** One place: how far its nearest points are, which are near enough, and since when. */
function PlacePage({ kind }: { kind: PlaceKind }) {
  const t = useText();
  const nameOf = useNames();
  const { code = '' } = useParams();
  const { bureau } = useView();
  const view = useCoverageView();
  const asked = useQuery(PLACE_COVERAGE, {
    variables: { bureau: bureau.code, kind, code, where: { ...view.input, townsOrStreets: [] } },
  });
  const found = (asked.data ?? asked.previousData)?.placeCoverage;
  return (
    <Page
      title={found ? nameOf(found.place) : t(`mapKind.${kind}`)}
      intro={t(`coverageOne.${kind}`)}
      filters="NONE"
      own={view.own}
    >
      <CoverageFilters view={view} towns={[]} />
      <Answer asked={asked}>
        {({ placeCoverage }) =>
          placeCoverage ? (
            <>
              <BasisLine basis={placeCoverage.basis} />
              <PlaceFigures answer={placeCoverage} minutes={view.ask.thresholdMinutes} />
              <PlaceFacts answer={placeCoverage} />
              <PlaceMap
                view={view}
                selected={placeKey(kind, code)}
                title={nameOf(placeCoverage.place)}
                near={[placeCoverage.nearest, placeCoverage.second].flatMap((time) => time?.point.code ?? [])}
              />
              <WithinThreshold answer={placeCoverage} minutes={view.ask.thresholdMinutes} />
              <History answer={placeCoverage} />
              <p className="list-count">
                <Link to={view.to('/coverage', { place: placeKey(kind, code) })}>
                  {t('coverage.onTheMap')}
                </Link>
              </p>
            </>
          ) : (
            <EmptyState
              title={t('coverage.unknown', { code })}
              hint={<Link to={view.to('/coverage')}>{t('nav.coverage')}</Link>}
            />
          )
        }
      </Answer>
    </Page>
  );
}

function PlaceFigures({ answer, minutes }: { answer: Place; minutes: number }) {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const period = { asOfDay: answer.on };
  const timeFigure = (title: string, time: Place['nearest']) => (
    <Figure
      measure="travel-time"
      title={title}
      value={time ? format.decimal(time.minutes) : MISSING}
      raw={time?.minutes ?? null}
      unit={t('coverage.minuteUnit')}
      basis={time ? nameOf(time.point) : t('coverage.noneReached')}
      period={period}
    />
  );
  const state = answer.isCovered == null ? 'NOT_COMPUTED' : answer.isCovered ? 'COVERED' : 'NOT_COVERED';
  return (
    <>
      <p className="sentence" data-covered={state}>
        <span
          className={`status ${state === 'COVERED' ? 'status-OPERATING' : state === 'NOT_COVERED' ? 'status-OVERDUE' : ''}`}
        >
          {t(`coverageState.${state}`, { minutes })}
        </span>{' '}
        {!answer.isCounted && t('coverage.notInUse')}
        {answer.closedBy &&
          t('coverage.willBe', {
            point: nameOf(answer.closedBy.point),
            day: answer.closedBy.on ?? t('coverage.undated'),
            minutes: format.decimal(answer.closedBy.minutes),
          })}
      </p>
      <div className="cards">
        {timeFigure(t('coverage.toNearest'), answer.nearest)}
        {timeFigure(t('coverage.toSecond'), answer.second)}
        <Figure
          measure="covered-twice"
          title={t('coverage.pointsWithin', { minutes })}
          value={format.count(answer.withinThreshold.length)}
          raw={answer.withinThreshold.length}
          unit={t('unit.points')}
          basis={
            answer.pairsNotComputed > 0
              ? t('coverage.pairsLeft', { count: format.count(answer.pairsNotComputed) })
              : undefined
          }
          period={period}
        />
      </div>
    </>
  );
}

function PlaceFacts({ answer: { place, buildingReach, pointsInside } }: { answer: Place }) {
  const t = useText();
  const format = useFormat();
  return (
    <dl className="card facts">
      <Fact title={t('coverage.kind')}>{t(`mapOne.${place.kind}`)}</Fact>
      <Fact title={t('coverage.code')}>{place.code}</Fact>
      <Fact title={t('coverage.towns')}>{place.townOrStreet ?? MISSING}</Fact>
      {place.kind === 'DEMAND_AREA' && (
        <Fact title={t('coverage.residentsColumn')}>{format.count(place.residents)}</Fact>
      )}
      <Fact title={t('coverage.enterprisesColumn')}>{format.count(place.enterprises)}</Fact>
      {buildingReach && (
        <Fact title={t('coverage.inside')}>
          {t(`coverageReach.${buildingReach}`)}
          {pointsInside.map((point) => (
            <div key={point.code}>
              <PointLink point={point} />
            </div>
          ))}
        </Fact>
      )}
    </dl>
  );
}

function WithinThreshold({ answer, minutes }: { answer: Place; minutes: number }) {
  const t = useText();
  const nameOf = useNames();
  const title = t('coverage.pointsWithin', { minutes });
  return (
    <Section title={title}>
      {answer.withinThreshold.length === 0 ? (
        <EmptyState title={t('coverage.noneWithin', { minutes })} hint={t('coverage.noneWithinHint')} />
      ) : (
        <DataTable
          caption={title}
          hideCaption
          rows={answer.withinThreshold}
          keyOf={({ point }) => point.code}
          columns={[
            {
              title: t('column.point'),
              type: 'TEXT',
              value: ({ point }) => nameOf(point),
              cell: ({ point }) => <PointLink point={point} />,
            },
            {
              title: t('coverage.minuteUnit'),
              type: 'NUMBER',
              measure: 'travel-time',
              value: (time) => time.minutes,
            },
          ]}
        />
      )}
    </Section>
  );
}

/** When its nearest point changed, and by which opening it came within the circle. */
function History({ answer }: { answer: Place }) {
  const t = useText();
  const nameOf = useNames();
  return (
    <Section title={t('coverage.history')}>
      <DataTable
        caption={t('coverage.history')}
        hideCaption
        rows={answer.history}
        keyOf={({ on }) => on}
        columns={[
          { title: t('column.since'), type: 'DAY', value: ({ on }) => on },
          {
            title: t('coverage.nearest'),
            type: 'TEXT',
            value: ({ nearest }) => (nearest ? nameOf(nearest) : t('coverage.noneReached')),
            cell: ({ nearest }, shown) => (nearest ? <PointLink point={nearest} /> : shown),
          },
          {
            title: t('coverage.minuteUnit'),
            type: 'NUMBER',
            measure: 'travel-time',
            value: (step) => step.minutes,
          },
          {
            title: t('column.state'),
            type: 'TEXT',
            value: ({ isCovered }) => t(isCovered ? 'coverage.yes' : 'coverage.no'),
          },
          {
            title: t('coverage.planned'),
            type: 'TEXT',
            value: ({ isPlanned }) => t(isPlanned ? 'coverage.asPlanned' : 'coverage.asWas'),
          },
        ]}
      />
    </Section>
  );
}
