import { useFormat } from '../platform/format.ts';
import { type Translate, useText } from '../platform/locale.tsx';
import { type MapPlace, type MapPoint, type MapSite, SITE_MARKS } from './map-data.ts';
import { colourOf, countByClass, isCovered, REACH_CLASSES, type ReachClass } from './minute-classes.ts';
import {
  BUILDING_STATES,
  type BuildingState,
  buildingMarks,
  type Mark,
  pointMarks,
  siteMarks,
} from './point-symbols.ts';

/** A line of the legend: a mark in a box of 24, and what it stands for. */
export interface LegendEntry {
  readonly key: string;
  readonly marks: readonly Mark[];
  readonly text: string;
  /** How many stand on the map; null: it does not count. */
  readonly count: number | null;
}

export interface LegendGroup {
  readonly title: string;
  readonly entries: readonly LegendEntry[];
}

const SWATCH = 'M2 4h20v16H2z';

function areaMarks(key: ReachClass): readonly Mark[] {
  const swatch: Mark = { path: SWATCH, fill: colourOf(key), stroke: '#5b6770', width: 1 };
  if (key === 'UNREACHABLE') {
    return [swatch, { path: 'M4 20 16 4M11 20 21 7M2 13 9 4', stroke: '#5f1013', width: 2 }];
  }
  if (key === 'NOT_COMPUTED') {
    return [swatch, { path: 'M6 8h2v2H6zM14 8h2v2h-2zM10 14h2v2h-2zM18 14h2v2h-2z', fill: '#5b6770' }];
  }
  return [swatch];
}

/** What the map's marks stand for, with their counts; only those that stand on it. */
export function useLegend({
  places,
  points,
  sites = [],
  hasOutlines,
  thresholdMinutes,
}: {
  places: readonly MapPlace[];
  points: readonly MapPoint[];
  sites?: readonly MapSite[] | undefined;
  hasOutlines: boolean;
  thresholdMinutes: number;
}): readonly LegendGroup[] {
  const t = useText();
  const areas = places.filter(({ kind }) => kind === 'DEMAND_AREA');
  const buildings = places.filter(({ kind }) => kind === 'KEY_BUILDING');
  const areaCounts = countByClass(areas);
  const areaEntries = REACH_CLASSES.flatMap((key): LegendEntry[] => {
    const count = areaCounts.get(key) ?? 0;
    const isMinutes = key !== 'UNREACHABLE' && key !== 'NOT_COMPUTED';
    return isMinutes || count > 0 ? [{ key, marks: areaMarks(key), text: t(`mapClass.${key}`), count }] : [];
  });
  const beyond: LegendEntry = {
    key: 'BEYOND',
    marks: [{ path: SWATCH, stroke: '#3b0f0a', width: 2.6 }],
    text: t('map.beyond', { minutes: thresholdMinutes }),
    count: areas.filter((place) => isCovered(place, thresholdMinutes) === false).length,
  };
  const outline: LegendEntry = {
    key: 'OUTLINE',
    marks: [{ path: 'M1 12h22', stroke: '#0b3a8f', width: 2, dash: [5, 3.5] }],
    text: t('map.outline', { minutes: thresholdMinutes }),
    count: null,
  };
  return [
    {
      title: t('map.areasByMinutes'),
      entries: [...areaEntries, beyond, ...(hasOutlines ? [outline] : [])],
    },
    { title: t('mapKind.KEY_BUILDING'), entries: buildingEntries(buildings, thresholdMinutes, t) },
    { title: t('nav.servicePoints'), entries: pointEntries(points, t) },
    { title: t('map.sites'), entries: siteEntries(sites, t) },
  ].filter(({ entries }) => entries.some(({ count }) => count !== 0));
}

function buildingEntries(
  buildings: readonly MapPlace[],
  thresholdMinutes: number,
  t: Translate,
): LegendEntry[] {
  const stateOf = (place: MapPlace): BuildingState => {
    const covered = isCovered(place, thresholdMinutes);
    return covered === null ? 'NOT_KNOWN' : covered ? 'COVERED' : 'NOT_COVERED';
  };
  const counts = Map.groupBy(buildings, stateOf);
  return BUILDING_STATES.flatMap((state) => {
    const count = counts.get(state)?.length ?? 0;
    return count === 0
      ? []
      : [
          {
            key: state,
            marks: buildingMarks(state),
            text: t(`mapBuilding.${state}`, { minutes: thresholdMinutes }),
            count,
          },
        ];
  });
}

function pointEntries(points: readonly MapPoint[], t: Translate): LegendEntry[] {
  const groups = Map.groupBy(points, ({ kind, status }) => `${kind} ${status}`);
  return [...groups].flatMap(([key, [first, ...others]]) =>
    first === undefined
      ? []
      : [
          {
            key,
            marks: pointMarks(first.kind, first.status),
            text:
              first.status === 'OPERATING'
                ? t(`kind.${first.kind}`)
                : `${t(`kind.${first.kind}`)} · ${t(`status.${first.status}`)}`,
            count: 1 + others.length,
          },
        ],
  );
}

function siteEntries(sites: readonly MapSite[], t: Translate): LegendEntry[] {
  return SITE_MARKS.flatMap((mark) => {
    const count = sites.filter((site) => site.mark === mark).length;
    return count === 0
      ? []
      : [{ key: `SITE_${mark}`, marks: siteMarks(mark), text: t(`mapSite.${mark}`), count }];
  });
}

export function MapLegend({ groups }: { groups: readonly LegendGroup[] }) {
  const t = useText();
  const format = useFormat();
  return (
    <section className="map-legend" aria-label={t('map.legend')}>
      {groups.map(({ title, entries }) => (
        <div key={title}>
          <h4>{title}</h4>
          <ul>
            {entries.map(({ key, marks, text, count }) => (
              <li key={key} data-legend={key} data-count={count ?? ''}>
                <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
                  {marks.map(({ path, fill = 'none', stroke = 'none', width = 1, dash = [] }) => (
                    <path
                      key={`${path}${stroke}`}
                      d={path}
                      fill={fill}
                      fillRule="evenodd"
                      stroke={stroke}
                      strokeWidth={width}
                      strokeDasharray={dash.join(' ')}
                    />
                  ))}
                </svg>
                <span>{text}</span>
                {count !== null && <span className="map-count">{format.count(count)}</span>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
