import type { PointKind, PointStatus, SiteMark } from './map-data.ts';

// Symbols of service points and key buildings: told apart by shape, not by colour alone. Drawn here as paths in a box of 24, by the
// map on a canvas and by the legend as SVG.

export interface Mark {
  readonly path: string;
  readonly fill?: string;
  readonly stroke?: string;
  /** In units of the box. */
  readonly width?: number;
  readonly dash?: readonly number[];
}

export const SYMBOL_BOX = 24;

const TEAL = '#0b5563';
const ORANGE = '#b35c00';
const GREY = '#5b6770';
const WHITE = '#ffffff';

/** What stands in the disc of each kind of service point. */
const PICTOGRAMS: Record<PointKind, string> = {
  // A house with a door.
  TOWN_OR_STREET: 'M12 6.4 6.6 11h1.6v5.6h2.6v-3.4h2.4v3.4h2.6V11h1.6z',
  // Two roofs.
  VILLAGE_OR_COMMUNITY: 'M9.2 8 5.8 11.2h.9v4.6h5V11.2h.9zm6 2.2-2 1.9v3.7h5v-3.4h.6z',
  // A tower with windows.
  BUSINESS_BUILDING:
    'M8 6.2h8v10.6h-2.8v-2h-2.4v2H8zm1.7 1.7v1.7h1.7V7.9zm2.9 0v1.7h1.7V7.9zm-2.9 3.1v1.7h1.7V11zm2.9 0v1.7h1.7V11z',
  // A pediment on columns.
  BANK: 'M12 6 6.2 9.2v1.2h11.6V9.2zM7.4 11.2h1.7v3.6H7.4zm3.75 0h1.7v3.6h-1.7zm3.75 0h1.7v3.6h-1.7zM6.4 15.6h11.2v1.3H6.4z',
  // An envelope.
  POST_OFFICE: 'M6 8h12v1.1l-6 3.7-6-3.7zm0 2.5 6 3.7 6-3.7V16H6z',
  // A saw-tooth roof with a chimney.
  INDUSTRIAL_PARK: 'M6 16.6V11.4l3.4-2.3v2.3l3.4-2.3v2.3l2-1.4.4-3.6h1.8l.9 10.2z',
  // A five-pointed star.
  SERVICE_HALL: 'M12 5.6l1.62 4.1 4.4.280-3.4 2.81 1.1 4.27L12 14.68l-3.72 2.38 1.1-4.27-3.4-2.81 4.4-.280z',
};

const DISC = 'M12 1.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 1 0 0-21z';

/** Operating: filled. Preparing: a dashed ring. Suspended: grey with a bar across. Closed: a grey ring with a cross. */
export function pointMarks(kind: PointKind, status: PointStatus): readonly Mark[] {
  const pictogram = PICTOGRAMS[kind];
  switch (status) {
    case 'OPERATING':
      return [
        { path: DISC, fill: TEAL, stroke: WHITE, width: 2 },
        { path: pictogram, fill: WHITE },
      ];
    case 'PREPARING':
      return [
        { path: DISC, fill: WHITE, stroke: ORANGE, width: 2.2, dash: [3.6, 2.4] },
        { path: pictogram, fill: ORANGE },
      ];
    case 'SUSPENDED':
      return [
        { path: DISC, fill: GREY, stroke: WHITE, width: 2 },
        { path: pictogram, fill: WHITE },
        { path: 'M4 20 20 4', stroke: WHITE, width: 4 },
        { path: 'M4 20 20 4', stroke: GREY, width: 1.8 },
      ];
    case 'CLOSED':
      return [
        { path: DISC, fill: WHITE, stroke: GREY, width: 1.8 },
        { path: 'M7.5 7.5 16.5 16.5M16.5 7.5 7.5 16.5', stroke: GREY, width: 2.2 },
      ];
  }
}

export const BUILDING_STATES = ['COVERED', 'NOT_COVERED', 'NOT_KNOWN'] as const;
export type BuildingState = (typeof BUILDING_STATES)[number];

const SQUARE = 'M5 5h14v14H5z';
const DIAMOND = 'M12 2.5 21.5 12 12 21.5 2.5 12z';

/** Covered: a filled square with a tick. Not covered: a hollow diamond with an exclamation mark. Not known: a hollow square. */
export function buildingMarks(state: BuildingState): readonly Mark[] {
  switch (state) {
    case 'COVERED':
      return [
        { path: SQUARE, fill: '#1f3f77', stroke: WHITE, width: 1.8 },
        { path: 'M8 12.2 11 15.2 16.2 9', stroke: WHITE, width: 2.2 },
      ];
    case 'NOT_COVERED':
      return [
        { path: DIAMOND, fill: WHITE, stroke: '#a3161b', width: 2.4 },
        { path: 'M10.9 6.9h2.2l-.4 6.4h-1.4zM10.9 14.8h2.2v2.2h-2.2z', fill: '#a3161b' },
      ];
    case 'NOT_KNOWN':
      return [
        { path: SQUARE, fill: WHITE, stroke: GREY, width: 1.8 },
        { path: 'M8.5 12h7', stroke: GREY, width: 2 },
      ];
  }
}

const PURPLE = '#6b2178';
const TEARDROP = 'M12 22.5C8.6 17.6 5 14.6 5 9.6a7 7 0 0 1 14 0c0 5-3.6 8-7 12.9z';

/** Chosen: a filled pin with a tick. Picked: a hollow pin with a dot. Locked: a filled pin with a bar. Forbidden: a grey ring with a stroke. Candidate: a small ring. */
export function siteMarks(mark: SiteMark): readonly Mark[] {
  switch (mark) {
    case 'CHOSEN':
      return [
        { path: TEARDROP, fill: PURPLE, stroke: WHITE, width: 1.6 },
        { path: 'M8.9 9.8 11.2 12.2 15.3 7.2', stroke: WHITE, width: 2 },
      ];
    case 'LOCKED':
      return [
        { path: TEARDROP, fill: PURPLE, stroke: WHITE, width: 1.6 },
        { path: 'M8.6 9.2h6.8v4.2H8.6zM10 9V7.6a2 2 0 0 1 4 0V9', fill: WHITE, stroke: WHITE, width: 1 },
      ];
    case 'PICKED':
      return [
        { path: TEARDROP, fill: WHITE, stroke: PURPLE, width: 2 },
        { path: 'M12 7.2a2.4 2.4 0 1 0 0 4.8a2.4 2.4 0 1 0 0-4.8z', fill: PURPLE },
      ];
    case 'FORBIDDEN':
      return [
        { path: 'M12 6a6 6 0 1 0 0 12a6 6 0 1 0 0-12z', fill: WHITE, stroke: GREY, width: 2 },
        { path: 'M7.9 16.1 16.1 7.9', stroke: GREY, width: 2 },
      ];
    case 'CANDIDATE':
      return [{ path: 'M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8z', fill: WHITE, stroke: PURPLE, width: 1.8 }];
  }
}

/** Draws marks into a picture of `size` × `size` pixels. @throws Error where the browser gives no canvas. */
export function drawMarks(marks: readonly Mark[], size: number): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (context === null) {
    throw new Error('The browser gives no canvas to draw symbols on.');
  }
  context.scale(size / SYMBOL_BOX, size / SYMBOL_BOX);
  for (const { path, fill, stroke, width = 1, dash = [] } of marks) {
    const drawn = new Path2D(path);
    if (fill !== undefined) {
      context.fillStyle = fill;
      context.fill(drawn, 'evenodd');
    }
    if (stroke !== undefined) {
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.setLineDash([...dash]);
      context.lineJoin = 'round';
      context.stroke(drawn);
    }
  }
  return context.getImageData(0, 0, size, size);
}

/** A seamless tile of diagonal lines (unreachable) or of dots (not computed). */
export function drawHatch(kind: 'LINES' | 'DOTS', size = 16): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (context === null) {
    throw new Error('The browser gives no canvas to draw symbols on.');
  }
  context.strokeStyle = '#5f1013';
  context.fillStyle = GREY;
  context.lineWidth = 2.5;
  if (kind === 'LINES') {
    context.beginPath();
    for (const shift of [-size, 0, size]) {
      context.moveTo(shift - 2, size + 2);
      context.lineTo(shift + size + 2, -2);
    }
    context.stroke();
  } else {
    for (const [x, y] of [
      [size / 4, size / 4],
      [(3 * size) / 4, (3 * size) / 4],
    ] as const) {
      context.beginPath();
      context.arc(x, y, 1.8, 0, 2 * Math.PI);
      context.fill();
    }
  }
  return context.getImageData(0, 0, size, size);
}
