import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { scaleBar } from './scale-length.ts';

/** How long a length is on the map. */
export function ScaleBar({ metresOfPixel }: { metresOfPixel: number }) {
  const text = useScaleText();
  const { metres, pixels } = scaleBar(metresOfPixel);
  return (
    <p className="map-scale" style={{ width: pixels }}>
      {text(metres)}
    </p>
  );
}

export function useScaleText(): (metres: number) => string {
  const t = useText();
  const format = useFormat();
  return (metres) =>
    metres >= 1000
      ? t('map.kilometres', { count: format.count(metres / 1000) })
      : t('map.metres', { count: format.count(metres) });
}
