import { useFormat, usePeriodText } from '../platform/format.ts';
import { type Translate, useText } from '../platform/locale.tsx';
import type { Selection } from '../platform/view.ts';

/** What a list is narrowed to by the figure that led here, each removable. */
export function SelectionChips({
  selection,
  onRemove,
}: {
  selection: Selection;
  onRemove: (parameter: string) => void;
}) {
  const t = useText();
  const format = useFormat();
  const period = usePeriodText();
  const chips: [parameter: string, text: string][] = [];
  for (const [parameter, days, title] of [
    ['received', selection.received, t('chip.received')],
    ['decided', selection.decided, t('chip.decided')],
    ['closed', selection.closed, t('chip.closed')],
    ['logged', selection.lastLogged, t('chip.logged')],
    ['accepted', selection.accepted, t('chip.accepted')],
    ['rated', selection.rated, t('chip.rated')],
  ] as const) {
    if (days) {
      chips.push([parameter, `${title} ${period(days)}`]);
    }
  }
  if (selection.openOn) {
    chips.push(['open', t('chip.open', { day: format.day(selection.openOn) })]);
  }
  if (selection.standing) {
    chips.push([
      'standing',
      selection.standing.map((each) => t(`standing.${each as 'OVERDUE'}`)).join(t('list.separator')),
    ]);
  }
  if (selection.age) {
    chips.push(['age', `${t('column.age')} ${t(`age.${selection.age as 'WORKING_DAYS_0_5'}`)}`]);
  }
  if (selection.waiting) {
    chips.push([
      'waiting',
      selection.waiting.map((each) => t(`actor.${each as 'BUREAU'}`)).join(t('list.separator')),
    ]);
  }
  if (selection.dueWithin !== undefined) {
    chips.push(['due', t('chip.dueWithin', { days: selection.dueWithin })]);
  }
  if (selection.promisedOnTime !== undefined) {
    chips.push(['promised', t(selection.promisedOnTime ? 'chip.promisedOnTime' : 'chip.promisedLate')]);
  }
  if (selection.statutoryOnTime !== undefined) {
    chips.push(['statutory', t(selection.statutoryOnTime ? 'chip.statutoryOnTime' : 'chip.statutoryLate')]);
  }
  if (selection.minutesFrom !== undefined) {
    chips.push(['minutesFrom', t('chip.minutesFrom', { days: format.workingDays(selection.minutesFrom) })]);
  }
  if (selection.minutesTo !== undefined) {
    chips.push(['minutesTo', t('chip.minutesTo', { days: format.workingDays(selection.minutesTo) })]);
  }
  chips.push(...qualityChips(selection, t));
  return chips.length === 0 ? null : (
    <ul className="chips" aria-label={t('chip.title')}>
      {chips.map(([parameter, text]) => (
        <li key={parameter}>
          {text}
          <button type="button" aria-label={t('chip.remove', { text })} onClick={() => onRemove(parameter)}>
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The conditions of service quality, in words. */
function qualityChips(selection: Selection, t: Translate): [parameter: string, text: string][] {
  const { states, omits, handling, way, visitsAtMost, firstPass, satisfied, followedUp, outreach } =
    selection;
  const chips: [parameter: string, text: string][] = [];
  const add = <Value,>(parameter: string, value: Value | undefined, textOf: (value: Value) => string) => {
    if (value !== undefined) {
      chips.push([parameter, textOf(value)]);
    }
  };
  const list = (values: readonly string[]) => values.join(t('list.separator'));
  const facts = (values: readonly string[]) => list(values.map((each) => t(`fact.${each as 'LIMITS'}`)));
  add('states', states, (values) => t('chip.states', { facts: facts(values) }));
  add('omits', omits, (values) => t('chip.omits', { facts: facts(values) }));
  add('handling', handling, (value) => t(`handling.${value as 'INSTANT'}`));
  add('way', way, (value) => t(`way.${value as 'ONLINE'}`));
  add('visits', visitsAtMost, (visits) => t('chip.visits', { visits }));
  add('firstPass', firstPass, (is) => t(is ? 'chip.firstPass' : 'chip.corrected'));
  add('satisfied', satisfied, (is) => t(is ? 'chip.satisfied' : 'chip.badReview'));
  add('followedUp', followedUp, (is) => t(is ? 'chip.followedUp' : 'chip.notFollowedUp'));
  add('outreach', outreach, (codes) => t('chip.outreach', { codes: list(codes) }));
  return chips;
}
