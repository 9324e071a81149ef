import type { MeasureDefinition } from '../measure/measure-definition.ts';

export const TURNAROUND: MeasureDefinition = {
  id: 'turnaround',
  nameZh: '办理时长',
  nameEn: 'Turnaround',
  definitionZh:
    '自收件至作出决定之间属于本局的工作时间，按标准工作时段以分钟计；归属于作出决定的日期。未作出决定的办件、决定早于收件的原始记录以及未公布工作日历的年份不计入。显示为工作日（分钟 ÷ 标准工作日）或小时。',
  definitionEn:
    'Bureau-owned working time from receipt to decision, in minutes of the standard hours, attributed to the day of decision. Left out: applications without a decision, those whose source has the decision before the receipt, and years whose calendar is not announced. Shown in working days (minutes ÷ standard day) or hours.',
  unitZh: '工作分钟',
  unitEn: 'working minutes',
  sourceZh: '行政许可法第四十五、八十二条',
  sourceEn: 'Administrative Licensing Law (行政许可法) art. 45, 82',
};

export const END_TO_END: MeasureDefinition = {
  id: 'end-to-end',
  nameZh: '全程时长',
  nameEn: 'End-to-end',
  definitionZh:
    '自收件至发证经过的时间，不论属于谁，以 24 小时为一日；归属于作出决定的日期，n 为已发证的办件数。',
  definitionEn:
    'Elapsed time from receipt to issue, whoever’s time it was, in days of 24 hours; attributed to the day of decision, n counts the issued.',
  unitZh: '日历日',
  unitEn: 'calendar days',
  sourceZh: null,
  sourceEn: null,
};

export const RECEIPT_TO_DECISION: MeasureDefinition = {
  id: 'receipt-to-decision',
  nameZh: '收件至决定',
  nameEn: 'Receipt to decision',
  definitionZh:
    '自收件至作出决定经过的小时数，按原始记录（原始记录颠倒时为负）；以及其间的工作日数，收件日不计。',
  definitionEn:
    'Elapsed hours from receipt to decision as recorded (negative where the source has them reversed), and the working days between, the day of receipt not counted.',
  unitZh: '小时；工作日',
  unitEn: 'hours; working days',
  sourceZh: '民法典第二百零一条（开始的当日不计入）',
  sourceEn: 'Civil Code (民法典) art. 201: the day on which a period starts is not counted',
};

export const OWNED_TIME: MeasureDefinition = {
  id: 'owned-time',
  nameZh: '时间归属',
  nameEn: 'Whose time',
  definitionZh:
    '收件至决定之间的每一段工作时间只有一个归属：本局；申请人（等待补正或整改）；依法不计（听证、检验、检测、检疫、鉴定、专家评审）。三者之和等于全部。',
  definitionEn:
    'Every stretch of working time from receipt to decision has one owner: the bureau; the applicant (waiting for a correction or rectification); or excluded by law (hearing, inspection, testing, quarantine, appraisal, expert review). The three add up to the whole.',
  unitZh: '工作分钟',
  unitEn: 'working minutes',
  sourceZh: '行政许可法第四十五条',
  sourceEn: 'Administrative Licensing Law (行政许可法) art. 45',
};

export const ON_TIME: MeasureDefinition = {
  id: 'on-time',
  nameZh: '按时办结率',
  nameEn: 'On time',
  definitionZh:
    '期间内作出决定且不晚于承诺时限最后一刻的办件 ÷ 期间内作出决定且有承诺时限的办件。时限自受理（或视为受理）次日起按工作日计算，扣除依法不计的时间，加上批准的延期；原始数据自带截止时间的，按该时刻判断并注明件数。',
  definitionEn:
    'Decided in the period not later than the last instant of the promised limit ÷ decided in the period with a promised limit. The limit runs from the day after acceptance (or deemed acceptance) in working days, time excluded by law not counted, approved extensions added. A deadline that came with the source is judged as that instant, and how many were is shown.',
  unitZh: '比率（分子、分母）',
  unitEn: 'rate with numerator and denominator',
  sourceZh: '行政许可法第三十二、四十二、四十五、八十二条；民法典第二百零一条',
  sourceEn: 'Administrative Licensing Law (行政许可法) art. 32, 42, 45, 82; Civil Code (民法典) art. 201',
};

export const STATUTORY_ON_TIME: MeasureDefinition = {
  ...ON_TIME,
  id: 'statutory-on-time',
  nameZh: '法定时限内办结率',
  nameEn: 'On time by statute',
  definitionZh: '同“按时办结率”，以法定时限代替承诺时限。',
  definitionEn: 'As on time, with the statutory limit in place of the promised one.',
};

export const EVENT_LOG_SPAN: MeasureDefinition = {
  id: 'event-log-span',
  nameZh: '日志跨度',
  nameEn: 'Event-log span',
  definitionZh:
    '流程日志中一件办件首个至末个环节之间经过的小时数，以及其间的工作日数（首日不计）；只有一个环节的办件为 0。归属于末个环节的日期。取自案件属性的时间不算环节。',
  definitionEn:
    'For an application of a process log, elapsed hours between its first and last recorded activity, and the working days between (the first day not counted); 0 for a single activity. Attributed to the day of the last one. Times that are attributes of the case are not activities.',
  unitZh: '小时；工作日',
  unitEn: 'hours; working days',
  sourceZh: null,
  sourceEn: null,
};

export const WORKING_DAY: MeasureDefinition = {
  id: 'working-day',
  nameZh: '工作日',
  nameEn: 'Working day',
  definitionZh:
    '周一至周五，减去国务院办公厅公布的法定节假日，加上调休上班日。尚未公布的年份不作推测：涉及该年份的数字为空并说明原因。标准工作日的分钟数由本局的标准工作时段决定。',
  definitionEn:
    "Monday to Friday, less the statutory holidays and plus the make-up workdays of the State Council's yearly notice. A year not announced is never guessed: figures that need it are empty and say why. The minutes of a standard day follow from the bureau's standard hours.",
  unitZh: '日',
  unitEn: 'days',
  sourceZh: '行政许可法第八十二条；国务院办公厅年度节假日安排通知',
  sourceEn: "Administrative Licensing Law (行政许可法) art. 82; the State Council's yearly notices",
};

export const TURNAROUND_DEFINITIONS = [
  TURNAROUND,
  END_TO_END,
  RECEIPT_TO_DECISION,
  OWNED_TIME,
  ON_TIME,
  STATUTORY_ON_TIME,
  EVENT_LOG_SPAN,
  WORKING_DAY,
];
