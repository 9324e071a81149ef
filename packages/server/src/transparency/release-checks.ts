import type { ReleaseCheck, ReleaseCheckOutcome } from './release.sql.ts';
import type { CountOf, ReleaseContent } from './release-content.ts';

/** What the checks look at, beside the exact content. */
export interface CheckedFacts {
  /** The latest release of the month before, exact; null: it has none. */
  readonly before: ReleaseContent | null;
  /** Whether an import ended after the period did. */
  readonly isLoadedAfterPeriod: boolean;
  /** Rows that imports since the beginning of the period refused. */
  readonly refusedRows: number;
  /** Cells that the attack found out. */
  readonly disclosed: number;
}

/** What must hold of a release before it is published, and what a person must know who approves it. */
export function checkRelease(exact: ReleaseContent, facts: CheckedFacts): ReleaseCheck[] {
  const { volume, caseload } = exact;
  const margins = [volume.byPoint, volume.byPointKind, volume.byChannel, volume.byItemKind, volume.cube];
  const unequal = margins.filter((margin) => sumOf(margin) !== volume.total).length;
  const unbalanced = caseload.filter(
    ({ backlogAtStart, received, closed, backlog }) =>
      Number(backlogAtStart) + Number(received) - Number(closed) !== backlog,
  ).length;
  return [
    check('PARTS_ADD_UP', unequal, 'FAILED'),
    check('FLOW_BALANCE', unbalanced, 'FAILED'),
    check('CONTINUES_LAST_RELEASE', facts.before ? breaksBetween(facts.before, exact) : 0, 'WARNING'),
    check('FACTS_AFTER_PERIOD', facts.isLoadedAfterPeriod ? 0 : 1, 'WARNING'),
    check('REFUSED_ROWS', facts.refusedRows, 'WARNING'),
    check('DISCLOSURE_AUDIT', facts.disclosed, 'FAILED'),
  ];
}

function check(code: ReleaseCheck['code'], found: number, otherwise: ReleaseCheckOutcome): ReleaseCheck {
  return { code, outcome: found === 0 ? 'PASSED' : otherwise, found };
}

function sumOf(counts: readonly Pick<CountOf, 'count'>[]): number {
  return counts.reduce((sum, { count }) => sum + Number(count), 0);
}

/** Groups whose backlog at the start is not that at the end of the month before: facts were loaded or changed since. */
function breaksBetween(before: ReleaseContent, exact: ReleaseContent): number {
  const ended = new Map(before.caseload.map(({ group, backlog }) => [JSON.stringify(group), backlog]));
  return exact.caseload.filter(
    ({ group, backlogAtStart }) => (ended.get(JSON.stringify(group)) ?? 0) !== backlogAtStart,
  ).length;
}
