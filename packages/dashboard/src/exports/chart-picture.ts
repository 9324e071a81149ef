import { element, framedSvg, type PictureTexts, withText } from './picture-frame.ts';

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
  const { width, height } = wrapper.getBoundingClientRect();
  return framedSvg(
    { marks: [resolved(surface), ...legendOf(wrapper)], width, height },
    texts,
    getComputedStyle(frame).fontFamily,
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
