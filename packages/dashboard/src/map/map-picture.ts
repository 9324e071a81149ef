import { element, framedSvg, type PictureTexts, withText } from '../exports/picture-frame.ts';
import type { MapPictureSource } from './map-engine.ts';
import type { LegendGroup } from './map-legend.tsx';
import { scaleBar } from './scale-length.ts';

export interface MapPictureParts {
  readonly map: MapPictureSource;
  readonly legend: readonly LegendGroup[];
  readonly attribution: string | null;
  readonly scaleText: (metres: number) => string;
  /** Whose fonts the texts have. */
  readonly family: string;
}

const MARK = 18;
const LINE = 24;
const TEXT = 12;
const GAP = 16;
const INK = '#12232e';

/** The map as an SVG document that needs nothing beside itself: with its scale, its attribution and its legend. */
export function mapSvg(
  { map, legend, attribution, scaleText, family }: MapPictureParts,
  texts: PictureTexts,
): string {
  const { widthPixels: width, heightPixels: height } = map;
  const image = element('image', { width, height, href: map.dataUrl });
  const rows = legendMarks(legend, width, family);
  rows.mark.setAttribute('transform', `translate(0 ${height + 12})`);
  return framedSvg(
    {
      width,
      height: height + 12 + rows.height,
      marks: [
        image,
        // Above the attribution, which on a phone is nearly as long as the map is wide.
        scaleMark(map.metresOfPixel, height - (attribution === null ? 0 : 18), scaleText),
        ...(attribution === null ? [] : [label(attribution, width - 6, height - 8, 'end')]),
        rows.mark,
      ],
    },
    texts,
    family,
  );
}

function scaleMark(metresOfPixel: number, height: number, scaleText: (metres: number) => string): SVGElement {
  const { metres, pixels } = scaleBar(metresOfPixel);
  const mark = element('g', { transform: `translate(10 ${height - 12})` });
  mark.append(
    element('path', { d: `M0 -6V0H${pixels}V-6`, fill: 'none', stroke: INK, 'stroke-width': 2 }),
    label(scaleText(metres), 4, -5, 'start'),
  );
  return mark;
}

function label(text: string, x: number, y: number, anchor: 'start' | 'end'): SVGElement {
  return withText(
    element('text', {
      x,
      y,
      'text-anchor': anchor,
      'font-size': 11,
      fill: INK,
      stroke: '#ffffff',
      'stroke-width': 3,
      'paint-order': 'stroke',
    }),
    text,
  );
}

/** The legend in rows as wide as the map. */
function legendMarks(
  groups: readonly LegendGroup[],
  width: number,
  family: string,
): { mark: SVGElement; height: number } {
  const mark = element('g', {});
  const measure = document.createElement('canvas').getContext('2d');
  const widthOf = (text: string) => {
    if (measure === null) {
      return text.length * TEXT;
    }
    measure.font = `${TEXT}px ${family}`;
    return measure.measureText(text).width;
  };
  let top = 0;
  for (const { title, entries } of groups) {
    let left = 0;
    mark.append(
      withText(
        element('text', { x: 0, y: top + 16, 'font-size': TEXT, 'font-weight': 600, fill: INK }),
        title,
      ),
    );
    top += LINE;
    for (const { marks, text, count } of entries) {
      const shown = count === null ? text : `${text} (${count})`;
      const taken = MARK + 6 + widthOf(shown) + GAP;
      if (left > 0 && left + taken > width) {
        left = 0;
        top += LINE;
      }
      const symbol = element('svg', { x: left, y: top, width: MARK, height: MARK, viewBox: '0 0 24 24' });
      for (const { path, fill = 'none', stroke = 'none', width: line = 1, dash = [] } of marks) {
        symbol.append(
          element('path', {
            d: path,
            fill,
            stroke,
            'fill-rule': 'evenodd',
            'stroke-width': line,
            'stroke-dasharray': dash.length === 0 ? 'none' : dash.join(' '),
          }),
        );
      }
      mark.append(
        symbol,
        withText(element('text', { x: left + MARK + 6, y: top + 13, 'font-size': TEXT, fill: INK }), shown),
      );
      left += taken;
    }
    top += LINE + 4;
  }
  return { mark, height: top };
}
