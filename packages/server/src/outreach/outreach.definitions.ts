import type { MeasureDefinition } from '../measure/measure-definition.ts';

export const OUTREACH_EVENTS: MeasureDefinition = {
  id: 'outreach-events',
  nameZh: '进楼宇活动',
  nameEn: 'Outreach',
  definitionZh:
    '期间内举行的政务服务进楼宇活动的场次，以及其服务的企业、接受的咨询、发放的宣传资料之和：只对注明该数的活动求和，并列出有几场注明；原始数据只给出下限的，和亦为下限。三统一批次：活动当日由受理、勘验、发证三个环节一并完成的办件，视为受理不算。',
  definitionEn:
    'Outreach events held in the period, and the enterprises served, consultations given and leaflets handed out: each summed over the events that state it, with how many do; a lower bound in the source makes the sum one. Unified batch (三统一): the applications of an event accepted by an act, inspected and issued, all on the day of the event.',
  unitZh: '场；家；次；份',
  unitEn: 'events; enterprises; consultations; copies',
  sourceZh: null,
  sourceEn: null,
};

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

export const OUTREACH_DEFINITIONS = [OUTREACH_EVENTS, ENTERPRISES_PER_HOUR];
