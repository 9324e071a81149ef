import { useEffect, useId, useState } from 'react';
import { useText } from '../platform/locale.tsx';
import { MOST_MINUTES, SLIDER_MINUTES } from './coverage-view.ts';

/** A dragged slider passes many values: only one it rests on this long is asked. */
const REST_MS = 120;

/** The minutes that count as near: dragged, stepped by keyboard or typed. */
export function Threshold({ minutes, onChange }: { minutes: number; onChange: (minutes: number) => void }) {
  const t = useText();
  const id = useId();
  const [drawn, setDrawn] = useState({ asked: minutes, shown: String(minutes) });
  if (drawn.asked !== minutes) {
    setDrawn({ asked: minutes, shown: String(minutes) });
  }
  const typed = Number(drawn.shown);
  const isValid = Number.isInteger(typed) && typed >= 1 && typed <= MOST_MINUTES;
  useEffect(() => {
    if (!isValid || typed === minutes) {
      return;
    }
    const timer = setTimeout(() => onChange(typed), REST_MS);
    return () => clearTimeout(timer);
  }, [typed, isValid, minutes, onChange]);
  const show = (shown: string) => setDrawn({ asked: minutes, shown });
  return (
    <div className="field threshold">
      <label htmlFor={`${id}-minutes`}>{t('coverage.threshold')}</label>
      <div>
        <input
          type="range"
          aria-label={t('coverage.thresholdSlider')}
          aria-valuetext={t('coverage.minutes', { minutes: drawn.shown })}
          min={SLIDER_MINUTES.from}
          max={SLIDER_MINUTES.to}
          step={SLIDER_MINUTES.step}
          value={isValid ? typed : minutes}
          onChange={({ target }) => show(target.value)}
        />
        <input
          id={`${id}-minutes`}
          type="number"
          min={1}
          max={MOST_MINUTES}
          value={drawn.shown}
          aria-invalid={!isValid}
          onChange={({ target }) => show(target.value)}
          onBlur={() => isValid || show(String(minutes))}
        />
      </div>
    </div>
  );
}
