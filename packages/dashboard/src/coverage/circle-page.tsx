import { useQuery } from '@apollo/client/react';
import { useEffect, useMemo, useState } from 'react';
import { DataTable, type TableColumn } from '../components/data-table.tsx';
import { DrawnAddress, LanguageSwitch, Notice } from '../components/layout.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import { PageDownloadsProvider } from '../exports/page-downloads.tsx';
import type { PublicCircleQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import type { MapPoint } from '../map/map-data.ts';
import { ServiceMap } from '../map/service-map.tsx';
import { useBureau } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useLanguage, useNames, useText } from '../platform/locale.tsx';
import { useBasisText } from './basis-line.tsx';
import './circle.css';

// What anyone may see: shares that are published, and where the points are. No count of people of a place, and nothing that another
// threshold or another day could be subtracted from.

const PUBLIC_CIRCLE = graphql(`
  query PublicCircle($bureau: ID!) {
    publicCoverage(bureau: $bureau) {
      on mode thresholdMinutes
      basis {
        source networkName attribution computedAt detourFactor speedKilometresPerHour
        calibrationPairs calibrationNetwork medianRelativeError p90RelativeError
      }
      figures {
        residents { numerator denominator value }
        enterprises { numerator denominator value }
        keyBuildings { numerator denominator value }
      }
      groups {
        townOrStreet
        figures { residents { value } enterprises { value } keyBuildings { value } }
      }
    }
    servicePoints(bureau: $bureau, first: 100) {
      edges { node { code nameZh nameEn kind status address longitude latitude } }
    }
  }
`);

type Circle = PublicCircleQuery['publicCoverage'];
type Group = Circle['groups'][number];
type Point = PublicCircleQuery['servicePoints']['edges'][number]['node'];

const NO_SHAPES: readonly never[] = [];

/** The service circle for anyone: who is within it, and where to go. */
export function CirclePage() {
  const t = useText();
  const { language } = useLanguage();
  const nameOf = useNames();
  const { bureau } = useBureau();
  const asked = useQuery(PUBLIC_CIRCLE, { variables: { bureau: bureau.code } });
  useEffect(() => {
    document.title = `${t('circle.title')} · ${t('product.name')}`;
  }, [t]);
  return (
    <div className="circle">
      <header className="top">
        <strong className="circle-bureau">{nameOf(bureau)}</strong>
        <a href={language === 'en' ? '/public/en.html' : '/public/'}>{t('circle.published')}</a>
        <LanguageSwitch />
      </header>
      <Notice />
      <main id="content" tabIndex={-1}>
        <PageDownloadsProvider filters="NONE">
          <header className="page-head">
            <div>
              <h1>{t('circle.title')}</h1>
              <p>{t('circle.intro')}</p>
            </div>
          </header>
          <Answer asked={asked}>
            {({ publicCoverage, servicePoints }) => (
              <Shown circle={publicCoverage} points={servicePoints.edges.map(({ node }) => node)} />
            )}
          </Answer>
        </PageDownloadsProvider>
        <DrawnAddress />
      </main>
    </div>
  );
}

function Shown({ circle, points }: { circle: Circle; points: readonly Point[] }) {
  const t = useText();
  const format = useFormat();
  const nameOf = useNames();
  const basisText = useBasisText();
  const [selected, setSelected] = useState<string | null>(null);
  const { figures, groups, thresholdMinutes, on, mode, basis } = circle;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names follow the language, which `nameOf` changes with.
  const drawn = useMemo(() => mapPointsOf(points, nameOf), [points, nameOf(NAME_PROBE)]);
  if (!figures.residents && !figures.keyBuildings && groups.length === 0) {
    return <EmptyState title={t('circle.nothing')} hint={t('circle.nothingHint')} />;
  }
  const asked = t('coverage.asked', {
    mode: t(`coverageMode.${mode}`),
    minutes: thresholdMinutes,
    day: format.day(on),
  });
  const shares = [
    ['residents', figures.residents] as const,
    ['enterprises', figures.enterprises] as const,
    ['keyBuildings', figures.keyBuildings] as const,
  ];
  const share = (title: string, of: keyof Group['figures'] & string): TableColumn<Group> => ({
    title,
    type: 'TEXT',
    isNumber: true,
    value: (group) => {
      const rate = group.figures[of as 'residents'];
      return rate ? format.percent(rate.value) : t('circle.suppressed');
    },
  });
  const listed = points.filter(({ status }) => status === 'OPERATING' || status === 'PREPARING');
  return (
    <>
      <ul className="circle-shares">
        {shares.map(([name, rate]) => (
          <li key={name} className="card" data-share={name} data-value={rate?.value ?? ''}>
            <strong className="circle-value">
              {rate ? format.percent(rate.value) : t('circle.suppressed')}
            </strong>
            <span>
              {t(`circleShare.${name}`, { minutes: thresholdMinutes, mode: t(`coverageMode.${mode}`) })}
            </span>
          </li>
        ))}
      </ul>
      <ServiceMap
        title={t('circle.map')}
        notes={t('circle.mapNote')}
        shapes={NO_SHAPES}
        places={NO_SHAPES}
        points={drawn}
        outlines={NO_SHAPES}
        thresholdMinutes={thresholdMinutes}
        network={
          basis.source === 'NETWORK' && basis.networkName
            ? { name: basis.networkName, attribution: basis.attribution ?? '' }
            : null
        }
        selected={selected}
        onSelect={setSelected}
      />
      <section className="section">
        <h2>{t('coverage.byTown')}</h2>
        <DataTable
          caption={t('coverage.byTown')}
          hideCaption
          rows={groups}
          keyOf={({ townOrStreet }) => townOrStreet ?? ''}
          columns={[
            {
              title: t('coverage.towns'),
              type: 'TEXT',
              value: ({ townOrStreet }) => townOrStreet ?? t('coverage.noTown'),
            },
            share(t('coverageShare.residents'), 'residents'),
            share(t('coverageShare.enterprises'), 'enterprises'),
            share(t('coverageShare.keyBuildings'), 'keyBuildings'),
          ]}
        />
      </section>
      <section className="section">
        <h2>{t('circle.points')}</h2>
        <DataTable
          caption={t('circle.points')}
          hideCaption
          rows={listed}
          keyOf={({ code }) => code}
          columns={[
            { title: t('column.point'), type: 'TEXT', value: nameOf },
            { title: t('filter.kind'), type: 'TEXT', value: ({ kind }) => t(`kind.${kind}`) },
            // A column of dashes tells nobody where to go.
            ...(listed.some(({ address }) => address != null)
              ? [
                  {
                    title: t('column.address'),
                    type: 'TEXT' as const,
                    value: ({ address }: (typeof listed)[number]) => address,
                  },
                ]
              : []),
            {
              title: t('column.status'),
              type: 'TEXT',
              value: ({ status }) => (status ? t(`status.${status}`) : MISSING),
            },
          ]}
        />
      </section>
      <section className="card circle-method">
        <h2>{t('circle.how')}</h2>
        <p>{t('circle.howText', { asked })}</p>
        <p>{basisText(basis)}</p>
        <p>{t('circle.suppressedNote')}</p>
      </section>
    </>
  );
}

const NAME_PROBE = { nameZh: 'zh', nameEn: 'en' };

function mapPointsOf(points: readonly Point[], nameOf: (point: Point) => string): MapPoint[] {
  return points.flatMap((point) =>
    point.longitude == null ||
    point.latitude == null ||
    (point.status !== 'OPERATING' && point.status !== 'PREPARING')
      ? []
      : [
          {
            code: point.code,
            name: nameOf(point),
            kind: point.kind,
            status: point.status,
            isCounted: point.status === 'OPERATING',
            position: [point.longitude, point.latitude] as const,
            href: null,
          },
        ],
  );
}
