import type { ComponentChildren } from 'preact';
import type { MeasureDefinition } from '../../measure/measure-definition.ts';
import { UNSTATED_KEY, WHOLE_KEY } from '../open-data/activity-tables.ts';
import type { Count, ReleaseGroup } from '../release-content.ts';
import { countText, isNumber, minutesOf, shareText, tenthsText } from './number-text.ts';
import type { PageContext } from './page-context.ts';

// Every figure names its place in the open data: the table, the key of its row, and the field or what the recipe computes from it.

interface FigureProps {
  readonly page: PageContext;
  readonly at: string;
}

/** The key of a group's row. */
export function groupPath(group: ReleaseGroup): string {
  return group.by === 'WHOLE' ? `WHOLE/${WHOLE_KEY}` : `${group.by}/${group.key || UNSTATED_KEY}`;
}

export function CountFigure({ page, at, value }: FigureProps & { value: Count }) {
  return (
    <Marked page={page} at={at} isWithheld={value === 'SUPPRESSED'}>
      {isNumber(value) ? countText(value) : null}
    </Marked>
  );
}

/** Numerator ÷ denominator in percent. */
export function ShareFigure({ page, at, part, whole }: FigureProps & { part: Count; whole: Count }) {
  return (
    <Marked page={page} at={at} isWithheld={part === 'SUPPRESSED' || whole === 'SUPPRESSED'}>
      {isNumber(part) && isNumber(whole) ? shareText(part, whole) : null}
    </Marked>
  );
}

/** Working days. `n`: of the applications it is of; where that is withheld, so is this. */
export function DaysFigure({ page, at, tenths, n }: FigureProps & { tenths: number | null; n: Count }) {
  return (
    <Marked page={page} at={at} isWithheld={n === 'SUPPRESSED'}>
      {tenths === null ? null : tenthsText(tenths)}
    </Marked>
  );
}

export function MinutesFigure({ page, at, seconds }: FigureProps & { seconds: number }) {
  return (
    <Marked page={page} at={at} isWithheld={false}>
      {countText(minutesOf(seconds))}
    </Marked>
  );
}

function Marked({
  page: { words },
  at,
  isWithheld,
  children,
}: FigureProps & { isWithheld: boolean; children: ComponentChildren }) {
  if (isWithheld) {
    return (
      <a
        class="withheld"
        data-figure={at}
        href="#withheld"
        aria-label={words.withheld}
        title={words.withheld}
      >
        ※
      </a>
    );
  }
  return (
    <span class="figure" data-figure={at}>
      {children ?? (
        <>
          <span aria-hidden="true">—</span>
          <span class="hidden">{words.notKnown}</span>
        </>
      )}
    </span>
  );
}

/** To what a figure means, on the same page. */
export function DefinitionLink({
  page,
  of,
  isNamed = false,
}: {
  page: PageContext;
  of: MeasureDefinition;
  /** Where it stands beside no figure, or beside several. */
  isNamed?: boolean;
}) {
  const { words, nameOf } = page;
  return (
    <a class="definition" href={`#definition-${of.id}`}>
      {isNamed ? (
        nameOf(of)
      ) : (
        <>
          {words.definition}
          <span class="hidden">{words.ofWhat(nameOf(of))}</span>
        </>
      )}
    </a>
  );
}
