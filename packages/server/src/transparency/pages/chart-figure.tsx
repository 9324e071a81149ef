import type { ComponentChildren } from 'preact';
import type { PageWords } from './page-words.ts';
import { PLOT } from './plot.tsx';

/** A chart as a picture with a name and a description, and the table that it is drawn from behind it. */
export function ChartFigure({
  id,
  title,
  unit,
  description,
  words,
  legend = null,
  drawing,
  table,
}: {
  id: string;
  title: string;
  unit: string;
  description: string;
  words: PageWords;
  legend?: ComponentChildren;
  drawing: ComponentChildren;
  table: ComponentChildren;
}) {
  return (
    <figure>
      <figcaption>
        <strong>{title}</strong> <span class="about">{words.unit(unit)}</span>
        {legend}
      </figcaption>
      <svg
        class="chart"
        viewBox={`0 0 ${PLOT.viewWidth} ${PLOT.viewHeight}`}
        role="img"
        aria-labelledby={`${id}-name ${id}-description`}
      >
        <title id={`${id}-name`}>{title}</title>
        <desc id={`${id}-description`}>{description}</desc>
        {drawing}
      </svg>
      <details>
        <summary>{words.asTable}</summary>
        {table}
      </details>
    </figure>
  );
}
