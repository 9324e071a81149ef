import type { CoverageTargetInput } from '../coverage/coverage-target.type.ts';

/** The targets of the demonstration, as the native table has them: nothing of them was reported. */
export const TARGET_ROWS: readonly (readonly (string | null)[])[] = [
  ['指标编码', '服务点编码', '事项编码', '周期', '方向', '目标值', '起始日期', '截止日期'],
  ['volume', null, null, '月', '不低于', '1000', '2021-10-01', null],
  ['turnaround-median', null, null, '月', '不高于', '1.5', '2021-03-01', null],
  ['turnaround', 'QX-P03', null, '月', '不高于', '2.5', '2021-06-01', null],
  ['on-time', null, null, '季度', '不低于', '95%', '2021-04-01', null],
  ['on-time', null, 'HE-001', '季度', '不低于', '97%', '2021-04-01', null],
  ['overdue', null, null, '月', '不高于', '10', '2021-04-01', null],
  ['volume', null, null, '一次', '不低于', '6500', '2021-03-01', '2021-12-31'],
];

/** What the service circle is to reach, made up like the rest: one within sight and two that the planned openings do not reach. */
export const COVERAGE_TARGETS: readonly CoverageTargetInput[] = [
  { subject: 'RESIDENTS', mode: 'WALK', thresholdMinutes: 30, value: 0.5, dueOn: '2021-12-31' },
  { subject: 'KEY_BUILDINGS', mode: 'WALK', thresholdMinutes: 30, value: 0.9, dueOn: '2022-06-30' },
  { subject: 'BUILDING_REACH', value: 0.25, dueOn: '2022-12-31' },
];
