import { type RefObject, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useLanguage, useText } from '../platform/locale.tsx';
import { boundsOf, type MapPlace, type MapPoint, type MapSite, pointKey, positionsOf } from './map-data.ts';
import { MapEngine, type MapPictureSource } from './map-engine.ts';
import { tileAddress } from './map-style.ts';
import { PlaceNote, PointNote, SiteNote } from './place-note.tsx';
import { ScaleBar } from './scale-bar.tsx';
import type { ServiceMapProps } from './service-map.tsx';

const NO_SITES: readonly MapSite[] = [];

/** What the frame around the map may ask of it. */
export interface MapHandle {
  picture(): Promise<MapPictureSource>;
  pixelOf(key: string): { x: number; y: number } | null;
}

/** The drawn map. In a file of its own with MapLibre, so that no page carries it until a map is opened. */
export function MapCanvas({
  props,
  handle,
  onBusy,
}: {
  props: ServiceMapProps;
  handle: RefObject<MapHandle | null>;
  onBusy: (isBusy: boolean) => void;
}) {
  const { shapes, places, points, sites, outlines, thresholdMinutes, network, selected, focus } = props;
  const { onSelect, onAddPin, onPinMoved } = props;
  const t = useText();
  const { language } = useLanguage();
  const container = useRef<HTMLDivElement>(null);
  const [engine, setEngine] = useState<MapEngine | null>(null);
  const [popup] = useState(() => document.createElement('div'));
  const [hovered, setHovered] = useState<string | null>(null);
  const [metresOfPixel, setMetresOfPixel] = useState<number | null>(null);
  const [isWithoutTiles, setIsWithoutTiles] = useState(false);
  const bounds = useMemo(
    () =>
      boundsOf([
        ...shapes.flatMap(({ geometry }) => [...positionsOf(geometry)]),
        ...points.map(({ position }) => position),
      ]),
    [shapes, points],
  );
  const tiles = network === null ? null : tileAddress(window.location.origin, network.name);

  // What the engine calls is always the latest, without a new engine for it.
  const first = (focus && boundsOf(focus)) ?? bounds;
  const latest = useRef({ onSelect, onPinMoved, onBusy, first });
  useEffect(() => {
    latest.current = { onSelect, onPinMoved, onBusy, first };
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the texts of the map's own controls follow the language.
  useEffect(() => {
    if (container.current === null) {
      return;
    }
    latest.current.onBusy(true);
    setIsWithoutTiles(false);
    const made = new MapEngine(
      container.current,
      popup,
      {
        tiles,
        bounds: latest.current.first,
        locale: {
          'Map.Title': t('map.canvas'),
          'CooperativeGesturesHandler.WindowsHelpText': t('map.wheel'),
          'CooperativeGesturesHandler.MacHelpText': t('map.wheelMac'),
          'CooperativeGesturesHandler.MobileHelpText': t('map.fingers'),
        },
      },
      {
        onHover: setHovered,
        onSelect: (key) => latest.current.onSelect(key),
        onPinMoved: (key, position) => latest.current.onPinMoved?.(key, position),
        onMove: setMetresOfPixel,
        onIdle: () => latest.current.onBusy(false),
        onTileError: () => setIsWithoutTiles(true),
      },
    );
    setEngine(made);
    return () => {
      setEngine(null);
      made.close();
    };
  }, [tiles, popup, language]);

  useEffect(() => void engine?.setShapes(shapes), [engine, shapes]);
  useEffect(() => void engine?.setPoints(points), [engine, points]);
  useEffect(() => void engine?.setSites(sites ?? NO_SITES), [engine, sites]);
  useEffect(() => void engine?.setOutlines(outlines), [engine, outlines]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new shapes need their answers again.
  useEffect(
    () => void engine?.setAnswers(places, thresholdMinutes),
    [engine, shapes, places, thresholdMinutes],
  );
  useEffect(() => void engine?.select(selected), [engine, selected]);
  const told = hovered ?? selected;
  useEffect(() => engine?.showPopup(told), [engine, told]);
  useImperativeHandle(
    handle,
    () => ({
      picture: () =>
        engine === null ? Promise.reject(new Error('The map is not drawn yet.')) : engine.picture(),
      pixelOf: (key) => engine?.pixelOf(key) ?? null,
    }),
    [engine],
  );

  return (
    <div className="map-view">
      <div ref={container} className="map-canvas" />
      <div className="map-buttons">
        <button type="button" aria-label={t('map.zoomIn')} onClick={() => engine?.zoom(1)}>
          +
        </button>
        <button type="button" aria-label={t('map.zoomOut')} onClick={() => engine?.zoom(-1)}>
          −
        </button>
        {bounds && (
          <button
            type="button"
            aria-label={t('map.fit')}
            title={t('map.fit')}
            onClick={() => engine?.fit(bounds)}
          >
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
              <path
                d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4"
                fill="none"
                stroke="currentColor"
                strokeWidth="1.8"
              />
            </svg>
          </button>
        )}
        {onAddPin && (
          <button
            type="button"
            aria-label={t('map.addPin')}
            title={t('map.addPin')}
            onClick={() => engine && onAddPin(engine.centre())}
          >
            <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
              <path
                d="M12 22C8.6 17.3 5 14.4 5 9.6a7 7 0 0 1 14 0c0 4.8-3.6 7.7-7 12.4zM12 6.5v6M9 9.5h6"
                fill="none"
                stroke="currentColor"
                strokeWidth="1.8"
              />
            </svg>
          </button>
        )}
        <span className="map-north" role="img" aria-label={t('map.north')}>
          <svg viewBox="0 0 16 22" width="14" height="20" aria-hidden="true">
            <path d="M8 0 13 12 8 9 3 12z" fill="currentColor" />
            <text x="8" y="21" textAnchor="middle" fontSize="9" fontWeight="700" fill="currentColor">
              N
            </text>
          </svg>
        </span>
      </div>
      {metresOfPixel !== null && <ScaleBar metresOfPixel={metresOfPixel} />}
      {network && <p className="map-attribution">{network.attribution}</p>}
      {isWithoutTiles && (
        <p className="map-problem" role="alert">
          {t('map.noTiles')}
        </p>
      )}
      {createPortal(<Note shown={told} places={places} points={points} sites={sites ?? NO_SITES} />, popup)}
    </div>
  );
}

function Note({
  shown,
  places,
  points,
  sites,
}: {
  shown: string | null;
  places: readonly MapPlace[];
  points: readonly MapPoint[];
  sites: readonly MapSite[];
}) {
  const place = places.find(({ key }) => key === shown);
  const point = points.find(({ code }) => pointKey(code) === shown);
  const site = sites.find(({ key }) => key === shown);
  return (
    <div className="map-note" data-map-popup={shown ?? ''}>
      {place && <PlaceNote place={place} />}
      {point && <PointNote point={point} />}
      {site && <SiteNote site={site} isNamed={place === undefined && point === undefined} />}
    </div>
  );
}
