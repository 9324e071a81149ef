import type { MeasureDefinition } from '../measure/measure-definition.ts';

export const VOLUME: MeasureDefinition = {
  id: 'volume',
  nameZh: '办件量',
  nameEn: 'Volume',
  definitionZh: '期间内收件的办件数，归属于收件的帮办代办服务点；收件日按本局所在时区计算。',
  definitionEn:
    "Applications received in the period, attributed to the service point that received them; the day of receipt is a calendar day in the bureau's time zone.",
  unitZh: '件',
  unitEn: 'applications',
  sourceZh: null,
  sourceEn: null,
};

export const CLOSED: MeasureDefinition = {
  id: 'closed',
  nameZh: '办结量',
  nameEn: 'Closed',
  definitionZh:
    '期间内结束的办件数：作出决定、不予受理、撤回或终止，以先发生者为准。结束早于收件的原始记录，计在收件日。',
  definitionEn:
    'Applications that ended in the period: decided, not accepted, withdrawn or terminated, whichever came first. One whose source says that it ended before it was received counts on the day of receipt.',
  unitZh: '件',
  unitEn: 'applications',
  sourceZh: null,
  sourceEn: null,
};

export const BACKLOG: MeasureDefinition = {
  id: 'backlog',
  nameZh: '在办',
  nameEn: 'Backlog',
  definitionZh: '某日终了时已收件且未结束的办件数；当日取本局的当前时刻。',
  definitionEn:
    "Applications received and not closed at the end of a day; for today, at the bureau's present instant.",
  unitZh: '件',
  unitEn: 'applications',
  sourceZh: null,
  sourceEn: null,
};

export const OVERDUE: MeasureDefinition = {
  id: 'overdue',
  nameZh: '超期',
  nameEn: 'Overdue',
  definitionZh:
    '在办且已超过承诺时限最后一刻的办件数。时限自受理（或视为受理）次日起按工作日计算，扣除特别程序时间，加上批准的延期；原始数据自带截止时间的，以该时间为准。',
  definitionEn:
    'Open applications past the last instant of their promised limit. The limit runs from the day after acceptance (or deemed acceptance) in working days, special procedures not counted, approved extensions added; a deadline that came with the source is used as it stands.',
  unitZh: '件',
  unitEn: 'applications',
  sourceZh: '行政许可法第三十二、四十二、四十五、八十二条；民法典第二百零一条',
  sourceEn: 'Administrative Licensing Law (行政许可法) art. 32, 42, 45, 82; Civil Code (民法典) art. 201',
};

export const DUE_SOON: MeasureDefinition = {
  id: 'due-soon',
  nameZh: '临期',
  nameEn: 'Due soon',
  definitionZh: '在办、未超期且剩余不超过 2 个工作日（当日不计）的办件数。',
  definitionEn: 'Open applications not overdue with at most 2 working days left, today not counted.',
  unitZh: '件',
  unitEn: 'applications',
  sourceZh: null,
  sourceEn: null,
};

export const AGEING: MeasureDefinition = {
  id: 'ageing',
  nameZh: '在办时长分布',
  nameEn: 'Ageing',
  definitionZh:
    '在办办件按收件以来的工作日数（收件日不计）分为 0–5、6–10、11–20、20 以上四段；未公布工作日历的年份单列。',
  definitionEn:
    'Open applications by working days since receipt, the day of receipt not counted: 0–5, 6–10, 11–20, over 20; years whose calendar is not announced stand apart.',
  unitZh: '件',
  unitEn: 'applications',
  sourceZh: '民法典第二百零一条（开始的当日不计入）',
  sourceEn: 'Civil Code (民法典) art. 201: the day on which a period starts is not counted',
};

export const FLOW_BALANCE: MeasureDefinition = {
  id: 'flow-balance',
  nameZh: '收结平衡',
  nameEn: 'Flow balance',
  definitionZh: '期末在办 = 期初在办 + 收件 − 办结，对每一天、每一组都成立。',
  definitionEn:
    'Backlog at the end = backlog at the start + received − closed, for every day and every group.',
  unitZh: '件',
  unitEn: 'applications',
  sourceZh: null,
  sourceEn: null,
};

export const CASELOAD_DEFINITIONS = [VOLUME, CLOSED, BACKLOG, OVERDUE, DUE_SOON, AGEING, FLOW_BALANCE];
