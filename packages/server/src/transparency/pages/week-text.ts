import type { ReleasePoint } from '../release-content.ts';
import type { PageWords } from './page-words.ts';

/** Opening hours as people write them: days in a row with the same hours together, "Mon–Fri 09:00–12:00, 13:00–17:00". */
export function weekText(
  openingHours: ReleasePoint['openingHours'],
  { weekdays, listComma }: Pick<PageWords, 'weekdays' | 'listComma'>,
): string[] {
  const hoursOf = (weekday: number) =>
    openingHours
      .filter((span) => span.weekday === weekday)
      .map(({ opensAt, closesAt }) => `${opensAt}–${closesAt}`)
      .join(listComma);
  const runs: { from: number; to: number; hours: string }[] = [];
  for (const [index] of weekdays.entries()) {
    const hours = hoursOf(index + 1);
    const last = runs.at(-1);
    if (last && last.hours === hours) {
      last.to = index;
    } else {
      runs.push({ from: index, to: index, hours });
    }
  }
  return runs
    .filter(({ hours }) => hours !== '')
    .map(
      ({ from, to, hours }) =>
        `${from === to ? weekdays[from] : `${weekdays[from]}–${weekdays[to]}`} ${hours}`,
    );
}
