// A picture that says by itself what it shows: title, unit, period, legend, source.

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

/** What stands between the title and the source of a picture. */
export interface PictureBody {
  readonly marks: readonly SVGElement[];
  /** In CSS pixels, without the border around it. */
  readonly width: number;
  readonly height: number;
}

/** A drawing between its texts as an SVG document that needs nothing beside itself, on white. `family`: the fonts of its texts. */
export function framedSvg(body: PictureBody, texts: PictureTexts, family: string): string {
  const pictureWidth = Math.round(body.width) + 2 * PADDING;
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
  const drawing = element('g', { transform: `translate(${PADDING} ${top})` });
  drawing.append(...body.marks);
  picture.append(drawing);
  top += Math.round(body.height) + GAP;
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

export function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const created = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    created.setAttribute(attribute, String(value));
  }
  return created;
}

export function withText(target: SVGElement, text: string): SVGElement {
  target.textContent = text;
  return target;
}
