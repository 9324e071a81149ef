import type { MicroPosition, ReleaseCircle } from '../release-content.ts';
import type { PageContext } from './page-context.ts';

const WIDTH = 480;
const MARGIN = 24;
const LEAST_HEIGHT = 240;
const MOST_HEIGHT = 480;
const METRES_PER_DEGREE = 111_320;
const MICRODEGREES = 1_000_000;
/** Places of one kind and state that fall on one square of so many units are drawn once: a map of thousands stays light. */
const SQUARE = 4;
/** Lengths that a scale bar may have, in metres. */
const BAR_METRES = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];
const LONGEST_BAR = 140;

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Points, buildings and communities where they are, with the north above: forms tell them apart, filled ones are covered. */
export function CircleMap({ page, circle }: { page: PageContext; circle: ReleaseCircle }) {
  const { words, content, nameOf } = page;
  const points = content.points.flatMap((point, index) =>
    point.position === null ? [] : [{ point, position: point.position, number: index + 1 }],
  );
  const places = circle.places.flatMap((place) =>
    place.position === null ? [] : [{ place, position: place.position }],
  );
  const ground = groundOf([...points, ...places].map(({ position }) => position));
  if (!ground) {
    return null;
  }
  const { height, spotOf, unitsPerMetre } = ground;
  const bar = BAR_METRES.findLast((metres) => metres * unitsPerMetre <= LONGEST_BAR) ?? BAR_METRES[0] ?? 0;
  const drawn = new Set<string>();
  const unlessDrawn = (key: string): boolean => !drawn.has(key) && Boolean(drawn.add(key));
  return (
    <figure>
      <figcaption>
        <strong>{words.map.title}</strong>
        <span class="legend">
          <Key name={words.map.point}>
            <path class="pin" d="M8 1l7 7l-7 7l-7-7z" />
          </Key>
          <Key name={words.map.preparing}>
            <path class="pin preparing" d="M8 1l7 7l-7 7l-7-7z" />
          </Key>
          <Key name={words.map.buildingCovered}>
            <rect class="building" x="3" y="3" width="10" height="10" />
          </Key>
          <Key name={words.map.buildingOpen}>
            <rect class="building is-open" x="3" y="3" width="10" height="10" />
          </Key>
          <Key name={words.map.areaCovered}>
            <circle class="area" cx="8" cy="8" r="4" />
          </Key>
          <Key name={words.map.areaOpen}>
            <circle class="area is-open" cx="8" cy="8" r="4" />
          </Key>
        </span>
      </figcaption>
      <svg
        class="chart"
        viewBox={`0 0 ${WIDTH} ${height}`}
        role="img"
        aria-labelledby="map-name map-description"
      >
        <title id="map-name">{words.map.title}</title>
        <desc id="map-description">{words.map.description}</desc>
        <rect class="map-ground" width={WIDTH} height={height} />
        {places.map(({ place, position }) => {
          const { x, y } = spotOf(position);
          const square = `${place.kind} ${place.isCovered} ${Math.round(x / SQUARE)} ${Math.round(y / SQUARE)}`;
          if (!unlessDrawn(square)) {
            return null;
          }
          const state = place.isCovered ? '' : ' is-open';
          return place.kind === 'KEY_BUILDING' ? (
            <rect
              key={square}
              class={`building${state}`}
              x={round(x - 5)}
              y={round(y - 5)}
              width="10"
              height="10"
            >
              <title>{nameOf(place)}</title>
            </rect>
          ) : (
            <circle key={square} class={`area${state}`} cx={x} cy={y} r="3.5">
              <title>{nameOf(place)}</title>
            </circle>
          );
        })}
        {points.map(({ point, position, number }) => {
          const { x, y } = spotOf(position);
          const state = point.status === 'OPERATING' ? '' : ' preparing';
          return (
            <g key={point.code}>
              <path class={`pin${state}`} d={`M${x} ${round(y - 12)}l12 12l-12 12l-12-12z`}>
                <title>{nameOf(point)}</title>
              </path>
              <text class={`pin-number${state}`} x={x} y={round(y + 5)} text-anchor="middle">
                {number}
              </text>
            </g>
          );
        })}
        <g class="scale">
          <path d={`M${MARGIN} ${height - 12}h${round(bar * unitsPerMetre)}`} />
          <text class="tick" x={MARGIN} y={height - 18}>
            {words.map.length(bar)}
          </text>
        </g>
      </svg>
      <p class="about">{words.map.note}</p>
    </figure>
  );
}

function Key({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <span>
      <svg class="key" viewBox="0 0 16 16" aria-hidden="true">
        {children}
      </svg>
      {name}
    </span>
  );
}

/** Where positions fall on a drawing as wide as the page: lengths are true at the middle latitude. null: there is none. */
function groundOf(positions: readonly MicroPosition[]): {
  readonly height: number;
  readonly unitsPerMetre: number;
  spotOf(position: MicroPosition): Spot;
} | null {
  if (positions.length === 0) {
    return null;
  }
  const metres = (position: MicroPosition) => ({
    east: (position.longitudeMicrodegrees / MICRODEGREES) * METRES_PER_DEGREE * shrink,
    north: (position.latitudeMicrodegrees / MICRODEGREES) * METRES_PER_DEGREE,
  });
  const latitudes = positions.map(({ latitudeMicrodegrees }) => latitudeMicrodegrees / MICRODEGREES);
  const shrink = cosine((leastOf(latitudes) + mostOf(latitudes)) / 2);
  const all = positions.map(metres);
  const [west, south] = [leastOf(all.map(({ east }) => east)), leastOf(all.map(({ north }) => north))];
  const across = Math.max(1, mostOf(all.map(({ east }) => east)) - west);
  const up = Math.max(1, mostOf(all.map(({ north }) => north)) - south);
  const unitsPerMetre = Math.min((WIDTH - 2 * MARGIN) / across, (MOST_HEIGHT - 3 * MARGIN) / up);
  const height = Math.max(LEAST_HEIGHT, Math.round(up * unitsPerMetre + 3 * MARGIN));
  const left = (WIDTH - across * unitsPerMetre) / 2;
  const bottom = height - 2 * MARGIN - (height - 3 * MARGIN - up * unitsPerMetre) / 2;
  return {
    height,
    unitsPerMetre,
    spotOf: (position) => {
      const { east, north } = metres(position);
      return {
        x: round(left + (east - west) * unitsPerMetre),
        y: round(bottom - (north - south) * unitsPerMetre),
      };
    },
  };
}

/** By its series: the library's own may differ in the last digit from one processor to another. */
function cosine(degrees: number): number {
  const x = (degrees * Math.PI) / 180;
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= 12; n += 1) {
    term *= -(x * x) / ((2 * n - 1) * (2 * n));
    sum += term;
  }
  return sum;
}

const leastOf = (values: readonly number[]): number => values.reduce((least, each) => Math.min(least, each));
const mostOf = (values: readonly number[]): number => values.reduce((most, each) => Math.max(most, each));
const round = (value: number): number => Math.round(value * 10) / 10;
