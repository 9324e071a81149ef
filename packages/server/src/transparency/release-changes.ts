import type { Count, ReleaseContent } from './release-content.ts';
import { figuresOf, nameOfGroup } from './release-figures.ts';

export interface FigureChange {
  readonly figure: string;
  readonly was: Count;
  readonly is: Count;
}

/** Every printed figure by its name, in the order of the page: counts of people and applications, times, buildings and enterprises. */
export function printedFigures(content: ReleaseContent): Map<string, Count> {
  const figures = new Map<string, Count>(figuresOf(content).map(({ name, count }) => [name, count]));
  for (const { group, medianTenths, p90Tenths } of content.turnaround) {
    figures.set(`turnaround.${nameOfGroup(group)}.medianTenths`, medianTenths);
    figures.set(`turnaround.${nameOfGroup(group)}.p90Tenths`, p90Tenths);
  }
  for (const { month, medianTenths, p90Tenths } of content.series) {
    figures.set(`series.${month}.medianTenths`, medianTenths);
    figures.set(`series.${month}.p90Tenths`, p90Tenths);
  }
  if (content.circle) {
    for (const subject of ['KEY_BUILDINGS', 'BUILDING_REACH'] as const) {
      const { covered, total } = content.circle.shares[subject];
      figures.set(`circle.whole.${subject}.covered`, covered);
      figures.set(`circle.whole.${subject}.total`, total);
    }
  }
  figures.set('outreach.events', content.outreach.events);
  figures.set('outreach.buildingDays', content.outreach.buildingDays);
  figures.set('outreach.enterprises', content.outreach.enterprises);
  return figures;
}

/** The figures that are not the same in two releases; null: it is in one of them alone. */
export function changesBetween(was: ReleaseContent, is: ReleaseContent): FigureChange[] {
  const [before, after] = [printedFigures(was), printedFigures(is)];
  return [...new Set([...after.keys(), ...before.keys()])]
    .map((figure) => ({ figure, was: before.get(figure) ?? null, is: after.get(figure) ?? null }))
    .filter((change) => change.was !== change.is);
}
