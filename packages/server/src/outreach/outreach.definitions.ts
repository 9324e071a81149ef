import type { MeasureDefinition } from '../measure/measure-definition.ts';

export const ENTERPRISES_PER_HOUR: MeasureDefinition = {
  id: 'enterprises-per-hour',
  nameZh: '集中办证效率',
  nameEn: 'Enterprises per hour',
  definitionZh:
    '进楼宇活动服务的企业数 ÷ 活动时长（小时）；多场活动为 Σ 企业数 ÷ Σ 时长，仅计两者俱全的活动，其余另行列出场数，归属于活动之日。原始数据只给出下限的（如“40 余家”），结果亦为下限，并注明“至少”。',
  definitionEn:
    'Enterprises served at an outreach event ÷ its duration in hours; over several, the sum of the one over the sum of the other, over the events that state both, the others counted apart; attributed to the day of the event. Where the source gives a lower bound ("40 and more"), so is the figure, and it says "at least".',
  unitZh: '家/小时',
  unitEn: 'enterprises per hour',
  sourceZh: null,
  sourceEn: null,
};
