import { useSearchParams } from 'react-router';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import type { NoOutline, ReachOutlines } from './use-reach-outlines.ts';

const PARAMETER = 'reach';

/** Whether the address asks for reach outlines. */
export function isReachShown(parameters: URLSearchParams): boolean {
  return parameters.has(PARAMETER);
}

/** Nothing to switch on where these hold; the others can pass. */
const LASTING: readonly (NoOutline | null)[] = ['ESTIMATE', 'NO_POINT'];

/** The layer of the map that shows how far one gets, and why where it cannot. */
export function ReachToggle({
  minutes,
  reach: { isLoading, reason, offNetwork, outlines, count },
}: {
  minutes: number;
  reach: ReachOutlines;
}) {
  const t = useText();
  const format = useFormat();
  const [parameters, setParameters] = useSearchParams();
  const isShown = isReachShown(parameters);
  const isDisabled = LASTING.includes(reason);
  const note =
    reason !== null && (isShown || isDisabled)
      ? t(`noOutline.${reason}`)
      : isLoading
        ? t('state.loading')
        : offNetwork > 0
          ? t('map.outlineOff', { count: format.count(offNetwork) })
          : isShown && outlines.length > 0
            ? t('map.outlineNote')
            : null;
  return (
    <div className="map-layers" data-outlines={outlines.length === 0 ? 0 : count}>
      <label className="check">
        <input
          type="checkbox"
          checked={isShown && !isDisabled}
          disabled={isDisabled}
          onChange={({ target }) =>
            setParameters(
              (present) => {
                if (target.checked) {
                  present.set(PARAMETER, '1');
                } else {
                  present.delete(PARAMETER);
                }
                return present;
              },
              { replace: true, preventScrollReset: true },
            )
          }
        />
        {t('map.outline', { minutes })}
      </label>
      <span className="muted" aria-live="polite" role="note">
        {note}
      </span>
    </div>
  );
}
