import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { EmptyState, LoadingState } from '../components/states.tsx';
import { DownloadMenu } from '../exports/download-menu.tsx';
import { useDownload } from '../exports/use-download.ts';
import { useText } from '../platform/locale.tsx';
import './map.css';
import type { MapHandle } from './map-canvas.tsx';
import type { Geometry, MapNetwork, MapPlace, MapPoint, MapSite, PlaceShape, Position } from './map-data.ts';
import { MapLegend, useLegend } from './map-legend.tsx';
import { PlacePicker } from './place-picker.tsx';
import { useScaleText } from './scale-bar.tsx';
import { hasWebGl } from './webgl.ts';

const MapCanvas = lazy(() => import('./map-canvas.tsx').then((module) => ({ default: module.MapCanvas })));

export interface ServiceMapProps {
  readonly title: string;
  /** What it shows, in words: mode, threshold, day. */
  readonly notes: string;
  readonly shapes: readonly PlaceShape[];
  readonly places: readonly MapPlace[];
  readonly points: readonly MapPoint[];
  /** How far one gets within the threshold; empty: not drawn. */
  readonly outlines: readonly Geometry[];
  readonly thresholdMinutes: number;
  /** null: none is loaded, so no roads and no water. */
  readonly network: MapNetwork | null;
  /** Key of a place or point. */
  readonly selected: string | null;
  readonly onSelect: (key: string | null) => void;
  /** Where points could stand; by default none is looked for. */
  readonly sites?: readonly MapSite[];
  /** Offers a button that puts a pin in the middle of the map. */
  readonly onAddPin?: (position: Position) => void;
  readonly onPinMoved?: (key: string, position: Position) => void;
  /** What is to be in view at first; by default all. */
  readonly focus?: readonly Position[];
  /** A map of a few places beside other facts: no list, no legend of its own. */
  readonly isSmall?: boolean;
  readonly children?: ReactNode;
}

/** The map of the service circle, with its legend and the list of all that stands on it. */
export function ServiceMap(props: ServiceMapProps) {
  const {
    title,
    notes,
    places,
    points,
    outlines,
    thresholdMinutes,
    network,
    selected,
    onSelect,
    sites,
    isSmall = false,
    children,
  } = props;
  const t = useText();
  const [isDrawable] = useState(hasWebGl);
  const [isBusy, setIsBusy] = useState(isDrawable);
  const figure = useRef<HTMLElement>(null);
  const handle = useRef<MapHandle>(null);
  const scaleText = useScaleText();
  const { pngChoice } = useDownload();
  const legend = useLegend({ places, points, sites, hasOutlines: outlines.length > 0, thresholdMinutes });
  const draw: Parameters<typeof pngChoice>[0] = async (texts) => {
    if (handle.current === null || figure.current === null) {
      throw new Error('There is no map to draw a picture of.');
    }
    const { mapSvg } = await import('./map-picture.ts');
    const map = await handle.current.picture();
    const family = getComputedStyle(figure.current).fontFamily;
    return mapSvg({ map, legend, attribution: network?.attribution ?? null, scaleText, family }, texts);
  };
  const description = legend
    .flatMap(({ entries }) => entries)
    .map(({ text, count }) => (count === null ? text : `${text}: ${count}`))
    .join('\n');
  return (
    <figure
      ref={figure}
      className={`card map ${isSmall ? 'map-small' : ''}`}
      aria-label={title}
      data-map={isBusy ? 'drawing' : 'drawn'}
      aria-busy={isBusy}
    >
      <figcaption>
        <div className="card-head">
          <h3>{title}</h3>
          {isDrawable && (
            <DownloadMenu name={title} choices={[pngChoice(draw, { title, subtitle: notes, description })]} />
          )}
        </div>
        <p className="figure-notes">
          <span>{notes}</span>
        </p>
      </figcaption>
      {children}
      <div className="map-body">
        {isDrawable ? (
          <Suspense fallback={<LoadingState />}>
            <MapCanvas props={props} handle={handle} onBusy={setIsBusy} />
          </Suspense>
        ) : (
          <div className="map-view">
            <EmptyState title={t('map.noWebGl')} hint={t('map.noWebGlHint')} />
          </div>
        )}
        {!isSmall && (
          <div className="map-side">
            <PlacePicker
              places={places}
              points={points}
              sites={sites}
              selected={selected}
              onSelect={onSelect}
            />
            <MapLegend groups={legend} />
          </div>
        )}
      </div>
      {isDrawable && !isSmall && <p className="map-help">{t('map.help')}</p>}
    </figure>
  );
}
