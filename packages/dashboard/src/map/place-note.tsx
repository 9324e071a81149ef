import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import type { MapPlace, MapPoint, MapSite } from './map-data.ts';
import type { Reached } from './minute-classes.ts';

/** "12.4 minutes", or why there are none. */
export function useMinutesText(): (reached: Reached) => string {
  const t = useText();
  const format = useFormat();
  return ({ reach, seconds }) =>
    reach === 'REACHED' && seconds !== null
      ? t('map.minutes', { minutes: format.decimal(seconds / 60) })
      : t(`mapClass.${reach === 'UNREACHABLE' ? 'UNREACHABLE' : 'NOT_COMPUTED'}`);
}

/** What the map tells of a place. */
export function PlaceNote({ place }: { place: MapPlace }) {
  const t = useText();
  const format = useFormat();
  const minutes = useMinutesText();
  return (
    <Note
      name={place.name}
      href={place.href}
      lines={[
        [t(`mapOne.${place.kind}`), place.townOrStreet].filter(Boolean).join(' · '),
        place.nearestPointName === null
          ? minutes(place)
          : t('map.toNearest', { minutes: minutes(place), point: place.nearestPointName }),
        ...(place.residents === null ? [] : [t('map.residents', { count: format.count(place.residents) })]),
        ...(place.enterprises === null
          ? []
          : [t('map.enterprises', { count: format.count(place.enterprises) })]),
      ]}
    />
  );
}

/** What the map tells of a service point. */
export function PointNote({ point }: { point: MapPoint }) {
  const t = useText();
  return (
    <Note
      name={point.name}
      href={point.href}
      lines={[
        `${t(`kind.${point.kind}`)} · ${t(`status.${point.status}`)}`,
        ...(point.status === 'OPERATING' && !point.isCounted ? [t('map.notCounted')] : []),
      ]}
    />
  );
}

/** What the map tells of a place where a point could stand. */
export function SiteNote({ site, isNamed }: { site: MapSite; isNamed: boolean }) {
  return (
    <>
      {isNamed && <strong>{site.name}</strong>}
      {site.lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </>
  );
}

function Note({ name, href, lines }: { name: ReactNode; href: string | null; lines: readonly string[] }) {
  const t = useText();
  return (
    <>
      <strong>{name}</strong>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
      {href !== null && <Link to={href}>{t('map.details')}</Link>}
    </>
  );
}
