import { FULL_BASELINE, LEAST_BASELINE, RUN_LENGTH } from '../measure/control-limits.ts';
import type { MeasureDefinition } from '../measure/measure-definition.ts';

export const DUE_WITHIN: MeasureDefinition = {
  id: 'due-within',
  nameZh: '即将超期',
  nameEn: 'About to be late',
  definitionZh:
    '在办、未超期、若无人办理将在今后 n 个工作日内（当日不计，0 为当日）超过承诺时限的办件数，按应由谁办理分列：本局；申请人（等待补正或整改）；依法不计（特别程序）。归属与办件的时间归属一致。',
  definitionEn:
    'Open applications, not overdue, that will pass their promised limit within the next n working days (today not counted, 0 is today) if nobody acts, by who must act: the bureau; the applicant (a correction or rectification is awaited); or excluded by law (a special procedure). Who it is follows from whose time it is.',
  unitZh: '件',
  unitEn: 'applications',
  sourceZh: '行政许可法第四十五条',
  sourceEn: 'Administrative Licensing Law (行政许可法) art. 45',
};

export const TARGET_STANDING: MeasureDefinition = {
  id: 'target',
  nameZh: '目标',
  nameEn: 'Target',
  definitionZh:
    '某项指标在一个月、季度、年度或指定期间内应达到的值。计数按已过的工作时间推算至期末；比率、均值和分位数以目前的值为准，并算出尚待办理的办件须达到多少才能达标。不足 3 个工作日或 10 件时不作判断。',
  definitionEn:
    'What a measure is to reach in a month, quarter, year or span of days. A count is projected to the end by the working time gone; a rate, a mean or a percentile stands at its value so far, with what the applications still to come would have to be for it to be met. Fewer than 3 working days or 10 applications: nothing is said.',
  unitZh: '指标的单位',
  unitEn: "the measure's unit",
  sourceZh: null,
  sourceEn: null,
};

export const CONTROL_LIMITS: MeasureDefinition = {
  id: 'control-limits',
  nameZh: '控制限（单值与移动极差图）',
  nameEn: 'Control limits (XmR)',
  definitionZh: `按周或月的序列，以基线的均值 ± 2.66 × 平均移动极差为自然过程限。基线为起点后的前 ${FULL_BASELINE} 个值，之后固定；少于 ${LEAST_BASELINE} 个值不画限。超出限，或连续 ${RUN_LENGTH} 个值在中心线同侧，才是信号；其余的升降视为偶然。计数先除以该段的工作日数；未满的一段不计。`,
  definitionEn: `Of a weekly or monthly series: the mean of the baseline ± 2.66 × its average moving range. The baseline is the first ${FULL_BASELINE} values from its start, then frozen; under ${LEAST_BASELINE} values there are no limits. A value beyond them, or ${RUN_LENGTH} in a row on one side of the centre line, is a signal; any other rise or fall is taken for chance. Counts are divided by the working days of their week or month first; one that is not whole is left out.`,
  unitZh: '指标的单位',
  unitEn: "the measure's unit",
  sourceZh: 'Shewhart (1931)；Wheeler, Understanding Variation (2000)、Making Sense of Data (2003)',
  sourceEn: 'Shewhart (1931); Wheeler, Understanding Variation (2000), Making Sense of Data (2003)',
};

export const WARNING_DEFINITIONS = [DUE_WITHIN, TARGET_STANDING, CONTROL_LIMITS];
