import type { ReleaseContent, ReleaseMonth } from './release-content.ts';
import { monthOf } from './release-figures.ts';

/**
 * A series in which every month that was released says what was released of it: a reader finds one number for a month, and a difference between two
 * is a correction, which says so.
 * @param published what a bureau has published, exact, oldest first
 */
export function withReleasedMonths(
  series: readonly ReleaseMonth[],
  published: readonly ReleaseContent[],
): ReleaseMonth[] {
  const said = new Map<string, ReleaseMonth>();
  for (const release of published) {
    const own = monthOf(release);
    for (const month of release.series) {
      // What a month's own release says of it goes before what a later one repeats.
      if (month.month === own || !said.has(month.month)) {
        said.set(month.month, month);
      }
    }
  }
  return series.map((month, at) => (at === series.length - 1 ? month : (said.get(month.month) ?? month)));
}
