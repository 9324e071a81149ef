import type { Rate } from '../measure/statistics.type.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import {
  type Closing,
  type CoverageSubject,
  circleClosing,
  remainingTo,
  subjectRate,
} from './closing-circle.ts';
import { type CoverageProgress, stepOn } from './coverage-progress.ts';

export const COVERAGE_TARGET_STATUSES = ['MET', 'MISSED', 'ON_TRACK', 'AT_RISK', 'NOTHING_TO_COVER'] as const;
export type CoverageTargetStatus = (typeof COVERAGE_TARGET_STATUSES)[number];

export interface TargetStandingValues {
  readonly status: CoverageTargetStatus;
  readonly now: Rate;
  readonly onDueDay: Rate;
  readonly closing: Closing;
}

/** How a target stands on a day, by what is dated. The day due itself is still ahead on that day. */
export function targetStanding(
  progress: Pick<CoverageProgress, 'steps' | 'openings'>,
  target: { readonly subject: CoverageSubject; readonly value: number; readonly dueOn: CalendarDay },
  today: CalendarDay,
): TargetStandingValues {
  const onDueDay = subjectRate(stepOn(progress.steps, target.dueOn), target.subject);
  const missing = remainingTo(onDueDay, target.value);
  const isOver = target.dueOn < today;
  return {
    status:
      missing === null
        ? 'NOTHING_TO_COVER'
        : missing === 0
          ? isOver
            ? 'MET'
            : 'ON_TRACK'
          : isOver
            ? 'MISSED'
            : 'AT_RISK',
    now: subjectRate(stepOn(progress.steps, today), target.subject),
    onDueDay,
    closing: circleClosing(progress, target.subject, target.value, today),
  };
}
