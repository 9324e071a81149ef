import { countText } from './number-text.ts';

/** The place of the marks within a drawing that is as wide as a phone, so that its texts can be read there. */
export const PLOT = { viewWidth: 480, viewHeight: 236, left: 54, top: 14, width: 418, bottom: 206 } as const;
const MOST_TICKS = 4;

export interface ValueScale {
  readonly ticks: readonly number[];
  at(value: number): number;
}

/** From 0 to a round number that is no less than the largest value. */
export function valueScale(most: number): ValueScale {
  const step = roundStep(Math.max(1, most) / MOST_TICKS);
  const top = step * Math.max(1, Math.ceil(most / step));
  return {
    ticks: Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step),
    at: (value) => PLOT.bottom - ((PLOT.bottom - PLOT.top) * value) / top,
  };
}

/** 1, 2 or 5 times a power of ten, no less than this and no less than 1. */
function roundStep(least: number): number {
  let power = 1;
  while (power * 10 <= least) {
    power *= 10;
  }
  return power * ([1, 2, 5].find((each) => each * power >= least) ?? 10);
}

export function YAxis({ scale }: { scale: ValueScale }) {
  return (
    <>
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line
            class={tick === 0 ? 'axis' : 'grid'}
            x1={PLOT.left}
            x2={PLOT.left + PLOT.width}
            y1={at(scale, tick)}
            y2={at(scale, tick)}
          />
          <text class="tick" x={PLOT.left - 8} y={at(scale, tick) + 5} text-anchor="end">
            {countText(tick)}
          </text>
        </g>
      ))}
    </>
  );
}

const at = (scale: ValueScale, value: number): number => Math.round(scale.at(value) * 10) / 10;
