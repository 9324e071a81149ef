import { useText } from '../platform/locale.tsx';
import type { Standing } from './target-table.tsx';
import { useValueText } from './value-text.ts';

/** Room beyond the largest value, so that the mark of the target never stands on the edge. */
const HEADROOM = 1.1;

/** The value so far against the target (after Few's bullet graph): a bar, a paler one to where it is projected, a mark at the target. */
export function TargetBar({ standing: { target, value, projected, status } }: { standing: Standing }) {
  const t = useText();
  const values = useValueText();
  if (value == null) {
    return null;
  }
  const whole = Math.max(target.value, value, projected ?? 0) * HEADROOM || 1;
  const share = (part: number) => `${(part / whole) * 100}%`;
  return (
    <span
      className={`bullet bullet-${status}`}
      role="img"
      aria-label={t('target.bar', {
        value: values.full(target.measure, value),
        goal: values.full(target.measure, target.value),
      })}
    >
      {projected != null && projected > value && (
        <span className="bullet-projected" style={{ width: share(projected) }} />
      )}
      <span className="bullet-value" style={{ width: share(value) }} />
      <span className="bullet-goal" style={{ left: share(target.value) }} />
    </span>
  );
}
