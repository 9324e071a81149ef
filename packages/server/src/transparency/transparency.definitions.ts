import type { MeasureDefinition } from '../measure/measure-definition.ts';

// Times as they are released: on counts per tenth of a working day, so that anyone can compute them again from what is released.

const TENTHS = { unitZh: '十分之一个标准工作日', unitEn: 'tenths of a standard working day' };

export const RELEASED_MEDIAN: MeasureDefinition = {
  ...TENTHS,
  id: 'released-median',
  nameZh: '公开发布的办理时长中位数',
  nameEn: 'Released median turnaround',
  definitionZh:
    '期间内作出决定的办件，其办理时长（由行政机关占用的工作时间）除以标准工作日，向上取整到十分之一个工作日；至少一半办件不超过的最小值。办件数不足 5 件或不予公开的，没有此数。',
  definitionEn:
    'Of the applications decided in the period, the bureau-owned working time ÷ a standard working day, each rounded up to a tenth; the least number of tenths within which at least half of them lie. None where their number is below 5 or withheld.',
  sourceZh: null,
  sourceEn: null,
};

export const RELEASED_P90: MeasureDefinition = {
  ...RELEASED_MEDIAN,
  id: 'released-p90',
  nameZh: '公开发布的办理时长九成位数',
  nameEn: 'Released 90th percentile of turnaround',
  definitionZh: '同“公开发布的办理时长中位数”，以至少九成办件计。',
  definitionEn: 'As the released median, within which at least nine in ten of them lie.',
};

export const TRANSPARENCY_DEFINITIONS = [RELEASED_MEDIAN, RELEASED_P90];
