import type { MeasureDefinition } from '../measure/measure-definition.ts';

// What 服务质效 means, measure by measure. What a source does not state is in no denominator: it is counted apart, never as 0.

const RATE = { unitZh: '比率（分子、分母）', unitEn: 'rate with numerator and denominator' };

export const COMPRESSION: MeasureDefinition = {
  ...RATE,
  id: 'compression',
  nameZh: '承诺时限压缩率',
  nameEn: 'Compression',
  definitionZh:
    '1 − Σ 承诺时限 ÷ Σ 法定时限，对期间内收件且两种时限俱全的办件求和；时限以收件之日有效者为准，单位为工作日。承诺长于法定的，如实为负。缺少任一时限的办件不计入，另行列出件数。',
  definitionEn:
    'One less the sum of the promised limits over the sum of the statutory ones, over the applications received in the period whose item has both; the limits in force on the day of receipt, in working days. A promise longer than the statute counts as it is, below zero. Applications without one of the two are left out, and how many is shown.',
  unitZh: '比率（工作日 ÷ 工作日）',
  unitEn: 'rate of working days',
  sourceZh: '行政许可法第四十二条（法定期限）',
  sourceEn: 'Administrative Licensing Law (行政许可法) art. 42, for the statutory limit',
};

export const INSTANT_SHARE: MeasureDefinition = {
  ...RATE,
  id: 'instant-share',
  nameZh: '即办件占比',
  nameEn: 'Instant share',
  definitionZh:
    '期间内收件的即办件 ÷ 期间内收件且事项注明办件类型（即办件或承诺件）的办件。事项未注明类型的不计入，另行列出件数。',
  definitionEn:
    'Received in the period for instant items ÷ received in the period for items that state how they are handled (instant or committed). Those whose item does not say are left out, and how many is shown.',
  sourceZh: null,
  sourceEn: null,
};

export const ONLINE_SHARE: MeasureDefinition = {
  ...RATE,
  id: 'online-share',
  nameZh: '网办率',
  nameEn: 'Online share',
  definitionZh:
    '期间内从网上申请的办件 ÷ 期间内收件且申请方式属于网上、窗口、帮办代办或进楼宇活动的办件。未注明的，以及外部系统中无法归入这四类的申请方式，不计入，另行列出件数。',
  definitionEn:
    'Received online in the period ÷ received in the period through a known channel: online, counter, assisted or on-site event. Applications that state none, or a channel of a foreign system that is none of these, are left out, and how many is shown.',
  sourceZh: '国办发〔2018〕45号（“一网、一门、一次”改革）',
  sourceEn: 'General Office of the State Council, 国办发〔2018〕45号 (one website, one door, one visit)',
};

export const ASSISTED_SHARE: MeasureDefinition = {
  ...RATE,
  id: 'assisted-share',
  nameZh: '帮办代办率',
  nameEn: 'Assisted share',
  definitionZh: '期间内以帮办代办方式收件的办件 ÷ 网办率的分母。进楼宇活动中的办件另属一类，不算帮办代办。',
  definitionEn:
    'Received in the period through assistance ÷ the denominator of the online share. Those of on-site events are a channel of their own.',
  sourceZh: null,
  sourceEn: null,
};

export const ZERO_ERRAND: MeasureDefinition = {
  ...RATE,
  id: 'zero-errand',
  nameZh: '零跑腿率',
  nameEn: 'Zero errand',
  definitionZh:
    '期间内办结且申请人在自己所在楼宇之外跑动 0 次的办件 ÷ 期间内办结且注明跑动次数的办件。未注明次数的不当作 0 次，另行列出件数。',
  definitionEn:
    'Closed in the period with no visit by the applicant beyond their own building ÷ closed in the period with the visits stated. Unstated visits are not taken for none; how many is shown.',
  sourceZh: '国办发〔2018〕45号（“最多跑一次”）',
  sourceEn: 'General Office of the State Council, 国办发〔2018〕45号 (at most one visit)',
};

export const AT_MOST_ONCE: MeasureDefinition = {
  ...ZERO_ERRAND,
  id: 'at-most-once',
  nameZh: '最多跑一次率',
  nameEn: 'At most once',
  definitionZh: '同“零跑腿率”，以跑动不超过 1 次为分子；因此不会低于零跑腿率。',
  definitionEn: 'As zero errand, with at most one visit above; so it is never below zero errand.',
};

export const FIRST_PASS: MeasureDefinition = {
  ...RATE,
  id: 'first-pass-acceptance',
  nameZh: '一次受理率',
  nameEn: 'First-pass acceptance',
  definitionZh:
    '期间内受理且从未要求补正的办件 ÷ 期间内受理的办件。归属于受理之日；逾期未告知而视为受理的，归属于视为受理得以确定之日（五个工作日届满的次日）。不记录补正的外部日志不计入，另行列出件数。',
  definitionEn:
    'Accepted in the period with no correction ever asked for ÷ accepted in the period. Attributed to the day of acceptance; where silence accepted, to the day from which that is known (the one after the five working days). Logs of foreign systems that record no corrections are left out, and how many applications is shown.',
  sourceZh: '行政许可法第三十二条（一次告知需要补正的全部内容）',
  sourceEn:
    'Administrative Licensing Law (行政许可法) art. 32: everything that needs correction is told at once',
};

export const SATISFACTION: MeasureDefinition = {
  ...RATE,
  id: 'satisfaction',
  nameZh: '好差评满意率',
  nameEn: 'Satisfaction',
  definitionZh:
    '期间内评为 3 分及以上（基本满意、满意、非常满意）的办件 ÷ 期间内有评分的办件，归属于评价之日。每件办件以首次评分为准：回访后的再次评分保留在环节中，不改变已有的数字。有评价时间而无评分的不计入，另行列出件数。',
  definitionEn:
    'Rated 3 or better in the period ÷ rated in the period, attributed to the day of rating. The first rating of an application counts: one given after a follow-up stays among its events and undoes nothing. Evaluations without a rating are left out, and how many is shown.',
  sourceZh: '国办发〔2019〕51号（政务服务“好差评”制度：五个等级，后两级为差评）',
  sourceEn:
    'General Office of the State Council, 国办发〔2019〕51号 (evaluation of government services: of five grades the last two are bad)',
};

export const BAD_REVIEW_FOLLOW_UP: MeasureDefinition = {
  ...RATE,
  id: 'bad-review-follow-up',
  nameZh: '差评回访率',
  nameEn: 'Bad reviews followed up',
  definitionZh:
    '期间内的差评（首次评分为 1 或 2 分）中，至今已回访的 ÷ 期间内的差评。归属于评价之日，因此以后的回访会提高以前日期的数字。',
  definitionEn:
    'Of the bad reviews of the period (first rating 1 or 2), those followed up by now ÷ all of them. Attributed to the day of rating, so that a later follow-up raises the figure of an earlier day.',
  sourceZh: '国办发〔2019〕51号（差评由专人回访核实、限期整改）',
  sourceEn:
    'General Office of the State Council, 国办发〔2019〕51号: a bad review is called back about, verified and put right',
};

export const PERFORMANCE_DEFINITIONS = [
  COMPRESSION,
  INSTANT_SHARE,
  FIRST_PASS,
  ONLINE_SHARE,
  ASSISTED_SHARE,
  ZERO_ERRAND,
  AT_MOST_ONCE,
  SATISFACTION,
  BAD_REVIEW_FOLLOW_UP,
];
