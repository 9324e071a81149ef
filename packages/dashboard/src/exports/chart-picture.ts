// A chart as a picture that says by itself what it shows: title, unit, period, legend, source.

export interface PictureTexts {
  readonly title: string;
  /** Unit, period, count: one line under the title. */
  readonly notes: string;
  /** Whose figures they are, how fresh, what must be known of them and where they are: a line each. */
  readonly source: readonly string[];
  /** The values in words, for those who do not see the picture. */
  readonly description: string;
}

const SVG = 'http://www.w3.org/2000/svg';
const PADDING = 20;
const INK = '#12232e';
const SOFT_INK = '#4a5b68';
/** Sizes in CSS pixels. */
const TITLE = { size: 16, weight: '600', leading: 24, ink: INK };
const NOTES = { size: 12, weight: '400', leading: 18, ink: SOFT_INK };
const SOURCE = { size: 11, weight: '400', leading: 16, ink: SOFT_INK };
const GAP = 8;
/** Twice the pixels of the screen: sharp in print and on fine displays. */
const PNG_SCALE = 2;

/** What the style sheet may decide about a mark: property → what it is when nothing does. */
const STYLES: Readonly<Record<string, string>> = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-opacity': '1',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  opacity: '1',
  visibility: 'visible',
};
const TEXT_STYLES = ['font-family', 'font-size', 'font-weight', 'text-anchor'] as const;

/**
 * The drawn chart inside `frame` as an SVG document that needs nothing beside itself: styles inlined, fonts named, colours
 * resolved, on white. @throws Error when nothing is drawn.
 */
export function chartSvg(frame: HTMLElement, texts: PictureTexts): string {
  const wrapper = frame.querySelector<HTMLElement>('.recharts-wrapper');
  const surface = wrapper?.querySelector<SVGSVGElement>(':scope > svg');
  if (!wrapper || !surface) {
    throw new Error('There is no chart to draw a picture of.');
  }
  const family = getComputedStyle(frame).fontFamily;
  const { width, height } = wrapper.getBoundingClientRect();
  const pictureWidth = Math.round(width) + 2 * PADDING;
  const picture = element('svg', { 'font-family': family, lang: document.documentElement.lang });
  picture.append(
    withText(element('title', {}), texts.title),
    withText(element('desc', {}), texts.description),
    element('rect', { width: '100%', height: '100%', fill: '#ffffff' }),
  );
  let top = PADDING;
  const write = (text: string, style: typeof TITLE) => {
    for (const line of linesOf(
      text,
      `${style.weight} ${style.size}px ${family}`,
      pictureWidth - 2 * PADDING,
    )) {
      picture.append(
        withText(
          element('text', {
            x: PADDING,
            y: top + style.size,
            'font-size': style.size,
            'font-weight': style.weight,
            fill: style.ink,
          }),
          line,
        ),
      );
      top += style.leading;
    }
  };
  write(texts.title, TITLE);
  write(texts.notes, NOTES);
  top += GAP;
  const body = element('g', { transform: `translate(${PADDING} ${top})` });
  body.append(resolved(surface), ...legendOf(wrapper));
  picture.append(body);
  top += Math.round(height) + GAP;
  for (const line of texts.source) {
    write(line, SOURCE);
  }
  const pictureHeight = top + PADDING - GAP;
  for (const [name, value] of Object.entries({
    width: pictureWidth,
    height: pictureHeight,
    viewBox: `0 0 ${pictureWidth} ${pictureHeight}`,
  })) {
    picture.setAttribute(name, String(value));
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}`;
}

/** An SVG document as a PNG with twice its pixels, drawn by this browser. @throws Error when it cannot be drawn. */
export async function svgToPng(svg: string): Promise<Blob> {
  const image = new Image();
  // Not a blob: the content security policy lets pictures come from data: and from this server only.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * PNG_SCALE;
  canvas.height = image.naturalHeight * PNG_SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture came out.'))), 'image/png'),
  );
}

/** A copy of a drawing in which every mark carries the styles that it is shown with. */
function resolved(drawing: SVGSVGElement): SVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const copies = copy.querySelectorAll<SVGElement>('*');
  for (const [index, original] of drawing.querySelectorAll<SVGElement>('*').entries()) {
    const target = copies[index];
    if (target) {
      resolveStyle(original, target);
    }
  }
  stripClass(copy);
  return copy;
}

function resolveStyle(original: SVGElement, copy: SVGElement): void {
  if (!(original instanceof SVGGraphicsElement) || original instanceof SVGGElement) {
    stripClass(copy);
    return;
  }
  const style = getComputedStyle(original);
  for (const [property, initial] of Object.entries(STYLES)) {
    const value = style.getPropertyValue(property);
    if (value !== initial || copy.hasAttribute(property)) {
      copy.setAttribute(property, value);
    }
  }
  if (original instanceof SVGTextContentElement) {
    for (const property of TEXT_STYLES) {
      copy.setAttribute(property, style.getPropertyValue(property));
    }
  }
  stripClass(copy);
}

/** What names rules of a style sheet that the picture does not have. */
function stripClass(target: SVGElement): void {
  for (const name of ['class', 'style', 'tabindex', 'role', 'cursor']) {
    target.removeAttribute(name);
  }
}

/** The legend, which stands beside the drawing as HTML, as marks and texts in the same places. */
function legendOf(wrapper: HTMLElement): SVGElement[] {
  const origin = wrapper.getBoundingClientRect();
  return [...wrapper.querySelectorAll<HTMLElement>('.recharts-legend-item')].flatMap((item) => {
    const icon = item.querySelector<SVGSVGElement>('svg');
    const label = item.querySelector<HTMLElement>('.recharts-legend-item-text');
    if (!icon || !label) {
      return [];
    }
    const iconBox = icon.getBoundingClientRect();
    const labelBox = label.getBoundingClientRect();
    const { color, fontSize } = getComputedStyle(label);
    const mark = resolved(icon);
    mark.setAttribute('x', String(iconBox.left - origin.left));
    mark.setAttribute('y', String(iconBox.top - origin.top));
    const text = element('text', {
      x: labelBox.left - origin.left,
      y: labelBox.top - origin.top + labelBox.height / 2,
      'dominant-baseline': 'central',
      'font-size': fontSize,
      fill: color,
    });
    return [mark, withText(text, label.textContent ?? '')];
  });
}

/**
 * A text cut into lines no wider than `width`: between words, between any two Chinese characters, and anywhere in what is too long
 * for a line, as addresses are.
 */
function linesOf(text: string, font: string, width: number): string[] {
  const context = document.createElement('canvas').getContext('2d');
  if (!context || text === '') {
    return text === '' ? [] : [text];
  }
  context.font = font;
  const isTooLong = (part: string) => context.measureText(part.trimEnd()).width > width;
  const parts = text.match(/[\u2e80-\uffdc]|[^\s\u2e80-\uffdc]+\s*|\s+/g) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const part of parts.flatMap((each) => (isTooLong(each) ? [...each] : [each]))) {
    if (line !== '' && isTooLong(line + part)) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += part;
  }
  return [...lines, line.trimEnd()].filter((each) => each !== '');
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const created = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    created.setAttribute(attribute, String(value));
  }
  return created;
}

function withText(target: SVGElement, text: string): SVGElement {
  target.textContent = text;
  return target;
}
