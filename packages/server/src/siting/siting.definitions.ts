import type { MeasureDefinition } from '../measure/measure-definition.ts';

const MCLP_ZH = 'Church 与 ReVelle，The maximal covering location problem，1974';
const MCLP_EN =
  'Church and ReVelle, "The maximal covering location problem", Papers of the Regional Science Association 32 (1974)';

export const SITING_COVERED: MeasureDefinition = {
  id: 'siting-covered',
  nameZh: '方案覆盖',
  nameEn: 'Covered by the plan',
  definitionZh:
    '到方案中最近的服务点（保留的与新开的）出行时间不超过所问分钟数的地点的权重之和；占全部权重的比例另列。权重是居民数、企业数、在用重点楼宇数各乘其系数之和，未填的不计。有容量时，只计能被接待的部分。',
  definitionEn:
    'Weight of the places whose travel time to the nearest point of the plan, kept or new, is at most the asked minutes; its share of all weight stands beside it. The weight is residents, enterprises and key buildings in use, each times its factor; what is not stated weighs nothing. With capacities only what can be served counts.',
  unitZh: '权重（只计一种时为人、家或处）',
  unitEn: 'weight (people, enterprises or buildings where only one counts)',
  sourceZh: MCLP_ZH,
  sourceEn: MCLP_EN,
};

export const SITING_GAP: MeasureDefinition = {
  id: 'siting-gap',
  nameZh: '最优性差距',
  nameEn: 'Proven gap',
  definitionZh:
    '|上界或下界 − 方案的目标值| ÷ |目标值|：任何方案都不会比它好出更多。0 即已证明最优；求解在时限内停下时，差距如实给出。',
  definitionEn:
    '|bound − objective| ÷ |objective| of the plan: no plan is better by more. 0 is a proof that none is better; a run that stops at its time limit states the gap it has.',
  unitZh: '比率',
  unitEn: 'ratio',
  sourceZh: null,
  sourceEn: null,
};

export const SITING_GAIN: MeasureDefinition = {
  id: 'siting-gain',
  nameZh: '边际增益',
  nameEn: 'Marginal gain',
  definitionZh:
    '按开办顺序，一个新点在此前各点之上新增的覆盖权重（求平均或最远用时的问题，为减少的用时）。顺序使每一步之前的方案都尽可能好。候选点单独的增益，是它在今日各点之上新增的覆盖权重。',
  definitionEn:
    'In the order of opening, the weight that a new point adds to the points before it (or, for questions of travel, the travel it saves). The order makes every prefix as good as can be. The gain of a candidate by itself is the weight that it adds to the points of today.',
  unitZh: '权重',
  unitEn: 'weight',
  sourceZh: null,
  sourceEn: null,
};

export const SITING_TRAVEL: MeasureDefinition = {
  id: 'siting-travel',
  nameZh: '平均与最远用时',
  nameEn: 'Mean and longest travel',
  definitionZh:
    '平均用时：Σ 权重 × 到方案中最近服务点的时间 ÷ Σ 权重，只计走得到的地点。最远用时：有权重、走得到的地点中最长的一个。',
  definitionEn:
    'Mean: Σ weight × travel time to the nearest point of the plan ÷ Σ weight, over the places that have a way. Longest: the longest such time of a place with weight.',
  unitZh: '分钟',
  unitEn: 'minutes',
  sourceZh: 'Hakimi，1964',
  sourceEn:
    'Hakimi, "Optimum locations of switching centers and the absolute centers and medians of a graph", Operations Research 12 (1964)',
};

export const SITING_DEFINITIONS = [SITING_COVERED, SITING_GAP, SITING_GAIN, SITING_TRAVEL];
