import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { OwnFilters } from '../exports/page-downloads.tsx';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import type { CalendarDay } from '../platform/periods.ts';
import { addressOf } from '../platform/view.ts';
import {
  type CoverageAsk,
  coverageInput,
  readCoverageAsk,
  withCoverageAsk,
  writeCoverageAsk,
} from './coverage-view.ts';

export interface CoverageView {
  readonly ask: CoverageAsk;
  readonly input: ReturnType<typeof coverageInput>;
  /** The day that is asked about. */
  readonly day: CalendarDay;
  /** "Walking, within 30 minutes, on 2021-12-22". */
  readonly text: string;
  readonly own: OwnFilters;
  /** Changes what is asked; a change by dragging leaves no step behind to go back through. */
  change(change: Partial<CoverageAsk>, isStep?: boolean): void;
  /** The address of a page that is asked the same. */
  to(path: string, more?: Readonly<Record<string, string>>): string;
}

/** What the present address asks about the service circle. */
export function useCoverageView(): CoverageView {
  const t = useText();
  const format = useFormat();
  const nameOf = useNames();
  const { bureau } = useView();
  const [parameters, setParameters] = useSearchParams();
  const ask = useMemo(() => readCoverageAsk(parameters), [parameters]);
  const input = useMemo(() => coverageInput(ask), [ask]);
  const day = ask.on ?? bureau.today;
  const item = bureau.dimensions.serviceItems.find(({ code }) => code === ask.serviceItem);
  const texts = [
    `${t('coverage.mode')}: ${t(`coverageMode.${ask.mode}`)}`,
    `${t('coverage.threshold')}: ${t('coverage.minutes', { minutes: ask.thresholdMinutes })}`,
    `${t('coverage.on')}: ${format.day(day)}`,
    ...(ask.at === null ? [] : [`${t('coverage.at')}: ${atText(ask.at.weekday, ask.at.time)}`]),
    ...(ask.serviceItem === null ? [] : [`${t('coverage.item')}: ${item ? nameOf(item) : ask.serviceItem}`]),
    ...(ask.townsOrStreets.length === 0
      ? []
      : [`${t('coverage.towns')}: ${ask.townsOrStreets.join(t('list.separator'))}`]),
  ];
  function atText(weekday: number, time: string): string {
    return `${t(`weekday.${weekday as 1 | 2 | 3 | 4 | 5 | 6 | 7}`)} ${time}`;
  }
  return {
    ask,
    input,
    day,
    text: t('coverage.asked', {
      mode: t(`coverageMode.${ask.mode}`),
      minutes: ask.thresholdMinutes,
      day: format.day(day),
    }),
    own: { texts, pinned: { on: day } },
    change: (change, isStep = true) =>
      setParameters((present) => withCoverageAsk(present, { ...readCoverageAsk(present), ...change }), {
        replace: !isStep,
      }),
    to: (path, more = {}) => {
      const asked = writeCoverageAsk(ask);
      for (const [name, value] of Object.entries(more)) {
        asked.append(name, value);
      }
      return addressOf(path, parameters, asked);
    },
  };
}
