import type { MeasureDefinition } from '../measure/measure-definition.ts';

export const TRAVEL_TIME: MeasureDefinition = {
  id: 'travel-time',
  nameZh: '出行时间',
  nameEn: 'Travel time',
  definitionZh:
    '从需求单元的代表点或重点楼宇，按一种方式（步行、骑行、驾车）单程到服务点的时间，不含等候与办理。载入路网的，由路径引擎逐对计算；没有路网的，按“直线距离 × 绕行系数 ÷ 速度”估算，并注明是估算。走不到的记为“不可达”，尚未计算的记为“未计算”，都不当作数字。',
  definitionEn:
    'One way from the representative point of a demand area, or from a key building, to a service point, by one mode (walk, cycle, drive), without waiting or handling. By a routing engine, pair by pair, where a road network is loaded; otherwise an estimate, great-circle distance × detour factor ÷ speed, that says it is one. What cannot be reached is unreachable and what is not computed yet says so: neither is a number.',
  unitZh: '分钟',
  unitEn: 'minutes',
  sourceZh: null,
  sourceEn: null,
};

const COVERED_ZH = '到最近的、当日运行（并在所问时刻开门、能办所问事项）的服务点的出行时间不超过所问分钟数';
const COVERED_EN =
  'the travel time to the nearest service point that operates on the day (and is open at the asked time and handles the asked item) is at most the asked minutes';
const COVERING_SOURCE_ZH = '覆盖的定义：Church 与 ReVelle，The maximal covering location problem，1974';
const COVERING_SOURCE_EN =
  'Church and ReVelle, "The maximal covering location problem", Papers of the Regional Science Association 32 (1974), for what covered means';

export const RESIDENTS_COVERED: MeasureDefinition = {
  id: 'residents-covered',
  nameZh: '居民覆盖率',
  nameEn: 'Residents covered',
  definitionZh: `服务圈覆盖率：${COVERED_ZH}的需求单元的居民数 ÷ 全部需求单元的居民数。居民数未填的单元不计入分子分母，另行列出；尚有出行时间未计算的，计入分母并单列，不算覆盖。`,
  definitionEn: `Residents of the demand areas from which ${COVERED_EN} ÷ residents of all demand areas. Areas that do not state their residents are in neither part and are counted apart; those with a travel time still to be computed are in the denominator, counted apart, and not covered.`,
  unitZh: '占居民',
  unitEn: 'share of residents',
  sourceZh: COVERING_SOURCE_ZH,
  sourceEn: COVERING_SOURCE_EN,
};

export const ENTERPRISES_COVERED: MeasureDefinition = {
  id: 'enterprises-covered',
  nameZh: '企业覆盖率',
  nameEn: 'Enterprises covered',
  definitionZh: `${COVERED_ZH}的需求单元的企业数 ÷ 全部需求单元的企业数。重点楼宇的企业已在所在单元中，不重复计算。`,
  definitionEn: `Enterprises of the demand areas from which ${COVERED_EN} ÷ enterprises of all demand areas. Those of a key building are in its demand area, and are not counted twice.`,
  unitZh: '占企业',
  unitEn: 'share of enterprises',
  sourceZh: COVERING_SOURCE_ZH,
  sourceEn: COVERING_SOURCE_EN,
};

export const KEY_BUILDINGS_COVERED: MeasureDefinition = {
  id: 'key-buildings-covered',
  nameZh: '重点楼宇覆盖率',
  nameEn: 'Key buildings covered',
  definitionZh: `${COVERED_ZH}的重点楼宇商圈数 ÷ 当日在用的重点楼宇商圈数。楼宇从启用日计到关闭日的前一天；规划中且未定日期的不计。`,
  definitionEn: `Key buildings from which ${COVERED_EN} ÷ key buildings in use on the day. A building counts from the day it opened to the day before it closed; a planned one without a day does not.`,
  unitZh: '占重点楼宇',
  unitEn: 'share of key buildings',
  sourceZh: COVERING_SOURCE_ZH,
  sourceEn: COVERING_SOURCE_EN,
};

export const COVERED_TWICE: MeasureDefinition = {
  id: 'covered-twice',
  nameZh: '双重覆盖率',
  nameEn: 'Covered twice',
  definitionZh:
    '在所问分钟数内能到达两个及以上服务点的居民（企业、重点楼宇）÷ 全部。一个服务点停下时，这些人仍在服务圈内。',
  definitionEn:
    'Residents (enterprises, key buildings) with two or more service points within the asked minutes ÷ all. When one point stops, they are still within the circle.',
  unitZh: '占居民（企业、重点楼宇）',
  unitEn: 'share of residents (enterprises, key buildings)',
  sourceZh: '备用覆盖：Hogan 与 ReVelle，Concepts and applications of backup coverage，1986',
  sourceEn: 'Hogan and ReVelle, "Concepts and applications of backup coverage", Management Science 32 (1986)',
};

export const COVERAGE_EQUITY: MeasureDefinition = {
  id: 'coverage-equity',
  nameZh: '镇街均衡',
  nameEn: 'Equity across towns and streets',
  definitionZh:
    '各镇（街道）居民覆盖率的最低者、最高与最低之差，以及相异指数 ½ Σ |该镇街已覆盖 ÷ 全部已覆盖 − 该镇街未覆盖 ÷ 全部未覆盖|：0 为各镇街一样，1 为有的全覆盖、有的全不覆盖；无人或人人覆盖时为空。未填镇街的单元不参与。',
  definitionEn:
    'The town or street with the lowest share of residents covered, the highest share minus the lowest, and the index of dissimilarity ½ Σ |covered of the town ÷ all covered − uncovered of the town ÷ all uncovered|: 0 when all are covered alike, 1 when some are covered wholly and the others not at all; empty where nobody or everybody is covered. Areas of no town are left out.',
  unitZh: '比率',
  unitEn: 'rate',
  sourceZh: 'Duncan 与 Duncan，American Sociological Review 20，1955',
  sourceEn:
    'Duncan and Duncan, "A methodological analysis of segregation indexes", American Sociological Review 20 (1955)',
};

export const BUILDING_REACH: MeasureDefinition = {
  id: 'building-reach',
  nameZh: '楼宇覆盖率',
  nameEn: 'Building reach',
  definitionZh:
    '楼内有运行中服务点的重点楼宇商圈数 ÷ 当日在用的重点楼宇商圈数；另计楼内有、或步行 10 分钟内有服务点的。服务点注明在该楼，或其坐标落在楼宇轮廓内，即为楼内。',
  definitionEn:
    'Key buildings with an operating service point inside ÷ key buildings in use on the day; and those with one inside or within a 10-minute walk. A point is inside when it states the building, or stands within its footprint.',
  unitZh: '占重点楼宇',
  unitEn: 'share of key buildings',
  sourceZh: null,
  sourceEn: null,
};

export const COVERAGE_PROGRESS: MeasureDefinition = {
  id: 'coverage-progress',
  nameZh: '服务圈进展',
  nameEn: 'Progress of the circle',
  definitionZh:
    '按服务点有日期的状态与楼宇的启用、关闭日，逐日推算的覆盖率；今日之后为按计划日期的预测。出行时间、居民与企业数取今日的，所以每一次变化都有一个有日期的原因。服务点的贡献是它启用当日新增的覆盖。',
  definitionEn:
    'Coverage as of each day, from the dated statuses of points and the days on which buildings open and close; after today, as planned. Travel times, residents and enterprises are those of today, so that every change has a dated cause. What a point added is what was newly covered on the day it opened.',
  unitZh: '比率',
  unitEn: 'rate',
  sourceZh: null,
  sourceEn: null,
};

export const COVERAGE_PACE: MeasureDefinition = {
  id: 'coverage-pace',
  nameZh: '推进速度',
  nameEn: 'Pace of the circle',
  definitionZh:
    '（今日已覆盖 − 12 个月前已覆盖）÷ 12；有日期的事实不足 12 个月的，从最早的算起，不足 1 个月为空。按此速度何时达标，是还差的数 ÷ 速度；速度不为正时没有答案。',
  definitionEn:
    '(Covered today − covered twelve months ago) ÷ 12; from the first dated fact where that is later, and empty where it is less than a month ago. When a target is reached at this pace is what is missing ÷ the pace; where the pace is not above 0 there is no answer.',
  unitZh: '每月新增',
  unitEn: 'newly covered a month',
  sourceZh: null,
  sourceEn: null,
};

export const COVERAGE_DEFINITIONS = [
  RESIDENTS_COVERED,
  ENTERPRISES_COVERED,
  KEY_BUILDINGS_COVERED,
  COVERED_TWICE,
  BUILDING_REACH,
  COVERAGE_EQUITY,
  COVERAGE_PROGRESS,
  COVERAGE_PACE,
  TRAVEL_TIME,
];
