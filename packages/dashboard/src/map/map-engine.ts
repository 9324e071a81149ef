import {
  type GeoJSONSource,
  MapLibreMap,
  type MapMouseEvent,
  Marker,
  Popup,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import {
  type Bounds,
  type Geometry,
  type MapPlace,
  type MapPoint,
  type MapSite,
  type PlaceShape,
  type Position,
  pointKey,
  SITE_MARKS,
} from './map-data.ts';
import {
  AREAS,
  BUILDINGS,
  HATCHED,
  hatchLayer,
  mapStyle,
  OUTLINES,
  POINTS,
  SITES,
  TOUCHED_LAYERS,
} from './map-style.ts';
import { isCovered, OUTSIDE, reachClassOf } from './minute-classes.ts';
import {
  BUILDING_STATES,
  type BuildingState,
  buildingMarks,
  drawHatch,
  drawMarks,
  pointMarks,
  siteMarks,
} from './point-symbols.ts';
import { metresPerPixel } from './scale-length.ts';

setWorkerUrl(workerUrl);

/** Drawn at this many pixels a symbol and shown at half of it: sharp on fine displays. */
const SYMBOL_PIXELS = 48;
const SYMBOL_RATIO = 2;
const FIT_PADDING_PIXELS = 44;
/** A district of one street is not shown larger than this. */
const CLOSEST_FIT_ZOOM = 14;
/** Pixels of a downloaded picture for each of the screen. */
const PICTURE_RATIO = 2;
/** Pixels that an arrow key moves a pin by; with Shift, one. */
const STEP_PIXELS = 12;
const STEPS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Points that are told first stay in front where symbols meet. */
const STATUS_ORDER = { CLOSED: 0, SUSPENDED: 1, PREPARING: 2, OPERATING: 3 } as const;

export interface MapEvents {
  /** The pointer stands on this place or point; null: on none. */
  onHover(key: string | null): void;
  onSelect(key: string | null): void;
  /** A pin was dragged, or moved by the arrow keys. */
  onPinMoved(key: string, position: Position): void;
  onMove(metresOfPixel: number): void;
  /** Everything asked for is drawn. */
  onIdle(): void;
  /** Some tiles did not come. */
  onTileError(): void;
}

export interface MapPictureSource {
  readonly dataUrl: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly metresOfPixel: number;
}

/** GeoJSON as MapLibre takes it: with arrays that could be written to. */
type GeoJsonData = Parameters<GeoJSONSource['setData']>[0];

interface Feature {
  readonly type: 'Feature';
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
}

const collection = (features: readonly Feature[]): Readonly<Record<string, unknown>> => ({
  type: 'FeatureCollection',
  features,
});

/** MapLibre behind the few things that our map does. It is drawn from values; a new answer about a place moves no geometry. */
export class MapEngine {
  private readonly map: MapLibreMap;
  private readonly popup: Popup;
  private readonly ready: Promise<void>;
  private readonly positions = new Map<string, Position>();
  private readonly sourceOf = new Map<string, string>();
  private readonly pins = new Map<string, Marker>();
  private areaKeys: readonly string[] = [];
  private shapes: readonly PlaceShape[] = [];
  private selected: string | null = null;
  private told: string | null = null;
  /** Before there are answers an idle map is an empty one. */
  private isAnswered = false;

  constructor(
    container: HTMLElement,
    popupContent: HTMLElement,
    options: { tiles: string | null; locale: Record<string, string>; bounds: Bounds | null },
    private readonly events: MapEvents,
  ) {
    this.map = new MapLibreMap({
      container,
      style: mapStyle(options.tiles),
      locale: options.locale,
      ...(options.bounds && { bounds: [...options.bounds] as [number, number, number, number] }),
      fitBoundsOptions: { padding: FIT_PADDING_PIXELS, maxZoom: CLOSEST_FIT_ZOOM },
      attributionControl: false,
      cooperativeGestures: true,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      fadeDuration: 0,
      renderWorldCopies: false,
    });
    this.map.keyboard.disableRotation();
    this.map.touchZoomRotate.disableRotation();
    this.popup = new Popup({
      // It follows the pointer and the list: what has the focus keeps it.
      focusAfterOpen: false,
      closeButton: false,
      closeOnClick: false,
      maxWidth: '280px',
      offset: 12,
    });
    this.popup.setDOMContent(popupContent);
    this.ready = new Promise((resolve) => {
      this.map.once('style.load', () => {
        this.addPictures();
        resolve();
      });
    });
    this.listen();
  }

  private addPictures(): void {
    const add = (name: string, picture: ImageData) => {
      if (!this.map.hasImage(name)) {
        this.map.addImage(name, picture, { pixelRatio: SYMBOL_RATIO });
      }
    };
    for (const state of BUILDING_STATES) {
      add(`building-${state}`, drawMarks(buildingMarks(state), SYMBOL_PIXELS));
    }
    for (const mark of SITE_MARKS) {
      add(`site-${mark}`, drawMarks(siteMarks(mark), SYMBOL_PIXELS));
    }
    add('UNREACHABLE', drawHatch('LINES'));
    add('NOT_COMPUTED', drawHatch('DOTS'));
  }

  private listen(): void {
    const { map, events } = this;
    const touched = (event: MapMouseEvent): string | null => {
      const layers = TOUCHED_LAYERS.filter((id) => map.getLayer(id));
      const [feature] = map.queryRenderedFeatures(event.point, { layers });
      return (feature?.properties['key'] as string | undefined) ?? null;
    };
    const moved = () => events.onMove(metresPerPixel(map.getCenter().lat, map.getZoom()));
    map.on('mousemove', (event) => {
      const key = touched(event);
      map.getCanvas().style.cursor = key === null ? '' : 'pointer';
      events.onHover(key);
    });
    map.on('mouseout', () => events.onHover(null));
    map.on('click', (event) => events.onSelect(touched(event)));
    map.on('move', moved);
    map.on('load', moved);
    map.on('idle', () => {
      if (this.isAnswered) {
        events.onIdle();
      }
    });
    map.on('error', (event) => {
      if ('sourceId' in event || 'tile' in event) {
        events.onTileError();
      }
    });
  }

  /** The outlines and positions of all places; answers about them follow. */
  async setShapes(shapes: readonly PlaceShape[]): Promise<void> {
    await this.ready;
    this.shapes = shapes;
    const areas = shapes.filter(({ kind }) => kind === 'DEMAND_AREA');
    this.areaKeys = areas.map(({ key }) => key);
    for (const { key, kind, position } of shapes) {
      this.positions.set(key, position);
      this.sourceOf.set(key, kind === 'DEMAND_AREA' ? AREAS : BUILDINGS);
    }
    this.showPopup(this.told);
    this.setData(
      AREAS,
      areas.map(({ key, geometry }) => ({ type: 'Feature', geometry, properties: { key } })),
    );
  }

  /** What is answered of every place, under a threshold in minutes. */
  async setAnswers(places: readonly MapPlace[], thresholdMinutes: number): Promise<void> {
    await this.ready;
    this.isAnswered = true;
    const byKey = new Map(places.map((place) => [place.key, place]));
    const hatched = new Map<string, string[]>(HATCHED.map((reach) => [reach, []]));
    for (const id of this.areaKeys) {
      const place = byKey.get(id);
      const reachClass = place ? reachClassOf(place) : OUTSIDE;
      this.map.setFeatureState(
        { source: AREAS, id },
        { reachClass, isBeyond: place ? isCovered(place, thresholdMinutes) === false : false },
      );
      hatched.get(reachClass)?.push(id);
    }
    for (const [reach, keys] of hatched) {
      this.map.setFilter(hatchLayer(reach as 'UNREACHABLE'), [
        'all',
        ['==', ['geometry-type'], 'Polygon'],
        ['in', ['get', 'key'], ['literal', keys]],
      ]);
    }
    this.setData(
      BUILDINGS,
      this.shapes
        .filter(({ kind, key }) => kind === 'KEY_BUILDING' && byKey.has(key))
        .map(({ key, position }) => {
          const place = byKey.get(key);
          const covered = place ? isCovered(place, thresholdMinutes) : null;
          const state: BuildingState = covered === null ? 'NOT_KNOWN' : covered ? 'COVERED' : 'NOT_COVERED';
          return feature(position, { key, icon: `building-${state}` });
        }),
    );
  }

  async setPoints(points: readonly MapPoint[]): Promise<void> {
    await this.ready;
    for (const { kind, status, code, position } of points) {
      const icon = pointIcon(kind, status);
      if (!this.map.hasImage(icon)) {
        this.map.addImage(icon, drawMarks(pointMarks(kind, status), SYMBOL_PIXELS), {
          pixelRatio: SYMBOL_RATIO,
        });
      }
      this.positions.set(pointKey(code), position);
      this.sourceOf.set(pointKey(code), POINTS);
    }
    this.showPopup(this.told);
    this.setData(
      POINTS,
      points.map(({ code, name, kind, status, isCounted, position }) =>
        feature(position, {
          key: pointKey(code),
          name,
          icon: pointIcon(kind, status),
          isCounted,
          order: STATUS_ORDER[status],
        }),
      ),
    );
  }

  /** Where points could stand, over everything else; pins can be dragged. */
  async setSites(sites: readonly MapSite[]): Promise<void> {
    await this.ready;
    const pins = sites.filter(({ isPin }) => isPin);
    for (const [key, marker] of this.pins) {
      if (!pins.some((pin) => pin.key === key)) {
        marker.remove();
        this.pins.delete(key);
        this.positions.delete(key);
      }
    }
    for (const pin of pins) {
      this.positions.set(pin.key, pin.position);
      this.sourceOf.set(pin.key, SITES);
      const marker = this.pins.get(pin.key) ?? this.addPin(pin.key);
      marker.setLngLat([...pin.position] as [number, number]);
      marker.getElement().setAttribute('aria-label', pin.name);
    }
    this.showPopup(this.told);
    this.setData(
      SITES,
      sites.map(({ key, name, mark, position }) =>
        feature(position, {
          key,
          icon: `site-${mark}`,
          label: mark === 'CANDIDATE' || mark === 'FORBIDDEN' ? '' : name,
          anchor: mark === 'CANDIDATE' || mark === 'FORBIDDEN' ? 'center' : 'bottom',
          order: SITE_MARKS.indexOf(mark),
        }),
      ),
    );
  }

  /** A handle over the drawn pin: dragged by the pointer, moved by the arrow keys. */
  private addPin(key: string): Marker {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'map-pin';
    element.dataset['pin'] = key;
    const marker = new Marker({ element, draggable: true, anchor: 'bottom' });
    const moved = () => {
      const { lng, lat } = marker.getLngLat();
      this.events.onPinMoved(key, [lng, lat]);
    };
    marker.on('dragend', moved);
    element.addEventListener('click', (event) => {
      event.stopPropagation();
      this.events.onSelect(key);
    });
    element.addEventListener('keydown', (event) => {
      const step = STEPS[event.key];
      if (step) {
        event.preventDefault();
        event.stopPropagation();
        const by = event.shiftKey ? 1 : STEP_PIXELS;
        const { x, y } = this.map.project(marker.getLngLat());
        marker.setLngLat(this.map.unproject([x + step[0] * by, y + step[1] * by]));
        moved();
      }
    });
    marker.setLngLat([0, 0]).addTo(this.map);
    this.pins.set(key, marker);
    return marker;
  }

  /** The middle of what is shown. */
  centre(): Position {
    const { lng, lat } = this.map.getCenter();
    return [lng, lat];
  }

  /** How far one gets: outlines around the points. */
  async setOutlines(outlines: readonly Geometry[]): Promise<void> {
    await this.ready;
    this.setData(
      OUTLINES,
      outlines.map((geometry) => ({ type: 'Feature', geometry, properties: {} })),
    );
  }

  /** Marks a place or a point, and brings it into view. */
  async select(key: string | null): Promise<void> {
    await this.ready;
    this.markSelected(this.selected, false);
    this.selected = key;
    this.markSelected(key, true);
    const position = key === null ? undefined : this.positions.get(key);
    if (position && !this.map.getBounds().contains([...position] as [number, number])) {
      this.map.easeTo({ center: [...position] as [number, number] });
    }
  }

  private markSelected(key: string | null, isSelected: boolean): void {
    const source = key === null ? undefined : this.sourceOf.get(key);
    if (key !== null && source !== undefined) {
      this.map.setFeatureState({ source, id: key }, { isSelected });
    }
  }

  /** Where the text about a place or point stands; null: nowhere. One that is still to come gets it when it is there. */
  showPopup(key: string | null): void {
    this.told = key;
    const position = key === null ? undefined : this.positions.get(key);
    if (position === undefined) {
      this.popup.remove();
    } else {
      this.popup.setLngLat([...position] as [number, number]).addTo(this.map);
    }
  }

  zoom(by: 1 | -1): void {
    this.map.zoomTo(this.map.getZoom() + by);
  }

  fit(bounds: Bounds): void {
    this.map.fitBounds([...bounds] as [number, number, number, number], {
      padding: FIT_PADDING_PIXELS,
      maxZoom: CLOSEST_FIT_ZOOM,
    });
  }

  /** What the map shows, with twice the pixels of the screen. */
  async picture(): Promise<MapPictureSource> {
    const { map } = this;
    const ratio = map.getPixelRatio();
    try {
      map.setPixelRatio(Math.max(PICTURE_RATIO, ratio));
      await new Promise((resolve) => map.once('idle', resolve).triggerRepaint());
      // The drawing is readable only while it is being drawn.
      const dataUrl = await new Promise<string>((resolve) => {
        map.once('render', () => resolve(map.getCanvas().toDataURL('image/png')));
        map.triggerRepaint();
      });
      const { clientWidth, clientHeight } = map.getContainer();
      return {
        dataUrl,
        widthPixels: clientWidth,
        heightPixels: clientHeight,
        metresOfPixel: metresPerPixel(map.getCenter().lat, map.getZoom()),
      };
    } finally {
      map.setPixelRatio(ratio);
    }
  }

  /** Where a place or point stands on the screen, in CSS pixels of the map. */
  pixelOf(key: string): { x: number; y: number } | null {
    const position = this.positions.get(key);
    return position ? this.map.project([...position] as [number, number]) : null;
  }

  close(): void {
    this.map.remove();
  }

  private setData(source: string, features: readonly Feature[]): void {
    void this.map.getSource<GeoJSONSource>(source)?.setData(collection(features) as unknown as GeoJsonData);
  }
}

function feature(position: Position, properties: Feature['properties']): Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: position }, properties };
}

function pointIcon(kind: MapPoint['kind'], status: MapPoint['status']): string {
  return `point-${kind}-${status}`;
}
