import type { AgeBandCode, Standing } from '../working-time/deadline-standing.ts';
import type { ApplicantKind, NoDueReason } from './application.entity.ts';
import type { ApplicationSort } from './application.type.ts';
import type { Decision } from './application-event.ts';
import type { ApplicationState } from './lifecycle.ts';
import type { TimeOwner } from './owned-time.ts';
import type { ApplicationSelection, StatedFact } from './scope-filter.type.ts';
import type { ChannelCategory, Handling } from './service-item.entity.ts';

/** The texts of a downloaded list. Where the dashboard has the same ones, they read the same: a test holds them together. */
export interface ExportTexts {
  readonly title: string;
  readonly columns: Readonly<Record<ExportColumnKey, string>>;
  readonly states: Readonly<Record<ApplicationState, string>>;
  readonly applicants: Readonly<Record<ApplicantKind, string>>;
  readonly decisions: Readonly<Record<Decision, string>>;
  readonly noDeadline: Readonly<Record<NoDueReason, string>>;
  readonly yes: string;
  readonly no: string;
  readonly orders: Readonly<Record<ApplicationSort, string>>;
  readonly selection: Readonly<Record<keyof ApplicationSelection, string>>;
  readonly standings: Readonly<Record<Standing, string>>;
  readonly ages: Readonly<Record<AgeBandCode, string>>;
  readonly waitingFor: Readonly<Record<TimeOwner, string>>;
  readonly facts: Readonly<Record<StatedFact, string>>;
  readonly handlings: Readonly<Record<Handling, string>>;
  readonly ways: Readonly<Record<ChannelCategory, string>>;
  readonly sheets: { readonly table: string; readonly notes: string };
  readonly notes: Readonly<Record<NoteKey, string>>;
}

type NoteKey =
  | 'bureau'
  | 'content'
  | 'filters'
  | 'none'
  | 'order'
  | 'rows'
  | 'freshness'
  | 'latestEvent'
  | 'lastImport'
  | 'dataVersion'
  | 'notice'
  | 'downloadedAt'
  | 'address'
  | 'definition'
  | 'pointKind';

export const EXPORT_COLUMNS = [
  'caseKey',
  'state',
  'pointCode',
  'point',
  'itemCode',
  'item',
  'department',
  'domain',
  'channel',
  'applicant',
  'visits',
  'receivedAt',
  'acceptedAt',
  'isAcceptanceDeemed',
  'decidedAt',
  'decision',
  'issuedAt',
  'closedAt',
  'promisedDueOn',
  'promisedOnTime',
  'statutoryDueOn',
  'statutoryOnTime',
  'noDeadline',
  'daysLeft',
  'turnaroundDays',
  'bureauMinutes',
  'applicantMinutes',
  'excludedMinutes',
] as const;
export type ExportColumnKey = (typeof EXPORT_COLUMNS)[number];

export const EXPORT_LANGUAGES = ['zh-CN', 'en'] as const;
export type ExportLanguage = (typeof EXPORT_LANGUAGES)[number];

export const EXPORT_TEXTS: Readonly<Record<ExportLanguage, ExportTexts>> = {
  'zh-CN': {
    title: '办件',
    columns: {
      caseKey: '办件编号',
      state: '状态',
      pointCode: '服务点编码',
      point: '服务点',
      itemCode: '事项编码',
      item: '事项',
      department: '部门',
      domain: '领域',
      channel: '申请方式',
      applicant: '申请人',
      visits: '跑动次数',
      receivedAt: '收件时间',
      acceptedAt: '受理时间',
      isAcceptanceDeemed: '视为受理',
      decidedAt: '决定时间',
      decision: '决定结果',
      issuedAt: '发证时间',
      closedAt: '办结时间',
      promisedDueOn: '承诺到期日',
      promisedOnTime: '承诺时限内办结',
      statutoryDueOn: '法定到期日',
      statutoryOnTime: '法定时限内办结',
      noDeadline: '期限未定的原因',
      daysLeft: '剩余工作日',
      turnaroundDays: '办理时长（工作日）',
      bureauMinutes: '本局（工作分钟）',
      applicantMinutes: '申请人（工作分钟）',
      excludedMinutes: '依法不计（工作分钟）',
    },
    states: {
      RECEIVED: '已收件',
      AWAITING_CORRECTION: '待补正',
      CORRECTED: '已补正',
      UNDER_REVIEW: '审查中',
      SUSPENDED: '特别程序中',
      AWAITING_RECTIFICATION: '待整改',
      NOT_ACCEPTED: '不予受理',
      DECIDED: '已决定',
      ISSUED: '已发证',
      DELIVERED: '已送达',
      WITHDRAWN: '已撤回',
      TERMINATED: '已终止',
    },
    applicants: { PERSON: '个人', ENTERPRISE: '企业' },
    decisions: { GRANTED: '准予', REFUSED: '不予' },
    noDeadline: {
      NO_LIMIT: '未规定时限',
      NOT_ACCEPTED_YET: '尚未受理，时限未起算',
      SUSPENDED: '特别程序进行中，时限中止',
      CALENDAR_NOT_ANNOUNCED: '到期日所在年份的工作日历尚未公布',
    },
    yes: '是',
    no: '否',
    orders: {
      NEWEST_RECEIVED: '最近收件在前',
      OLDEST_RECEIVED: '最早收件在前',
      DUE_FIRST: '最先到期在前',
      LONGEST_TURNAROUND: '办理时间最长在前',
    },
    selection: {
      caseKeyPrefix: '办件编号以此开头',
      received: '收件',
      decided: '决定',
      closed: '办结',
      lastLogged: '末个环节',
      openOn: '该日在办',
      standing: '时限状态',
      ageBand: '收件以来',
      promisedOnTime: '承诺时限内办结',
      statutoryOnTime: '法定时限内办结',
      turnaroundMinutesFrom: '办理时长不少于（工作日）',
      turnaroundMinutesTo: '办理时长少于（工作日）',
      waitingFor: '等待',
      dueWithinWorkingDays: '几个工作日内到期',
      accepted: '受理',
      rated: '评价',
      states: '注明',
      omits: '未注明',
      handling: '办件类型',
      channelCategory: '申请方式',
      visitsAtMost: '跑动次数不超过',
      firstPass: '未要求补正即受理',
      satisfied: '评分 3 分及以上',
      reviewFollowedUp: '差评已回访',
      outreachEvents: '进楼宇活动',
    },
    standings: { OVERDUE: '超期', DUE_SOON: '临期', WITHIN_LIMIT: '时限之内', NO_DEADLINE: '期限未定' },
    ages: {
      WORKING_DAYS_0_5: '0–5 个工作日',
      WORKING_DAYS_6_10: '6–10 个工作日',
      WORKING_DAYS_11_20: '11–20 个工作日',
      WORKING_DAYS_OVER_20: '20 个工作日以上',
      CALENDAR_NOT_ANNOUNCED: '该年份的工作日历未公布',
    },
    waitingFor: { BUREAU: '本局办理', APPLICANT: '等待申请人', EXCLUDED: '特别程序中' },
    facts: {
      LIMITS: '承诺与法定时限',
      HANDLING: '办件类型',
      CHANNEL: '申请方式',
      VISITS: '跑动次数',
      CORRECTIONS: '是否补正',
      RATING: '评分',
    },
    handlings: { INSTANT: '即办件', COMMITTED: '承诺件' },
    ways: { ONLINE: '网上申请', COUNTER: '窗口申请', ASSISTED: '帮办代办', ON_SITE_EVENT: '进楼宇活动' },
    sheets: { table: '数据', notes: '说明' },
    notes: {
      bureau: '行政审批局',
      content: '内容',
      filters: '筛选',
      none: '无',
      order: '排序',
      rows: '行数',
      freshness: '数据时效',
      latestEvent: '数据更新至',
      lastImport: '最近一次导入完成于',
      dataVersion: '数据版本',
      notice: '提示',
      downloadedAt: '下载时间',
      address: '文件地址',
      definition: '定义：',
      pointKind: '服务点类型',
    },
  },
  en: {
    title: 'Applications',
    columns: {
      caseKey: 'Case number',
      state: 'State',
      pointCode: 'Service point code',
      point: 'Service point',
      itemCode: 'Service item code',
      item: 'Service item',
      department: 'Department',
      domain: 'Domain',
      channel: 'Channel',
      applicant: 'Applicant',
      visits: 'Visits by the applicant',
      receivedAt: 'Received',
      acceptedAt: 'Accepted',
      isAcceptanceDeemed: 'Deemed accepted',
      decidedAt: 'Decided',
      decision: 'Decision',
      issuedAt: 'Issued',
      closedAt: 'Closed',
      promisedDueOn: 'Promised due day',
      promisedOnTime: 'Within the promised limit',
      statutoryDueOn: 'Statutory due day',
      statutoryOnTime: 'Within the statutory limit',
      noDeadline: 'Why no deadline',
      daysLeft: 'Working days left',
      turnaroundDays: 'Turnaround (working days)',
      bureauMinutes: "The bureau's (working minutes)",
      applicantMinutes: "The applicant's (working minutes)",
      excludedMinutes: 'Excluded by law (working minutes)',
    },
    states: {
      RECEIVED: 'Received',
      AWAITING_CORRECTION: 'Awaiting correction',
      CORRECTED: 'Corrected',
      UNDER_REVIEW: 'Under review',
      SUSPENDED: 'Special procedure',
      AWAITING_RECTIFICATION: 'Awaiting rectification',
      NOT_ACCEPTED: 'Not accepted',
      DECIDED: 'Decided',
      ISSUED: 'Issued',
      DELIVERED: 'Delivered',
      WITHDRAWN: 'Withdrawn',
      TERMINATED: 'Terminated',
    },
    applicants: { PERSON: 'Person', ENTERPRISE: 'Enterprise' },
    decisions: { GRANTED: 'Granted', REFUSED: 'Refused' },
    noDeadline: {
      NO_LIMIT: 'No limit is set',
      NOT_ACCEPTED_YET: 'Not accepted yet: the limit has not begun',
      SUSPENDED: 'A special procedure is going on: the limit stands still',
      CALENDAR_NOT_ANNOUNCED: 'It falls in a year whose working days are not announced',
    },
    yes: 'Yes',
    no: 'No',
    orders: {
      NEWEST_RECEIVED: 'Newest received first',
      OLDEST_RECEIVED: 'Oldest received first',
      DUE_FIRST: 'First due first',
      LONGEST_TURNAROUND: 'Longest turnaround first',
    },
    selection: {
      caseKeyPrefix: 'Case number begins with',
      received: 'Received',
      decided: 'Decided',
      closed: 'Closed',
      lastLogged: 'Last activity',
      openOn: 'Open on that day',
      standing: 'Standing',
      ageBand: 'Since receipt',
      promisedOnTime: 'Within the promised limit',
      statutoryOnTime: 'Within the statutory limit',
      turnaroundMinutesFrom: 'Turnaround at least (working days)',
      turnaroundMinutesTo: 'Turnaround under (working days)',
      waitingFor: 'Waiting for',
      dueWithinWorkingDays: 'Due within so many working days',
      accepted: 'Accepted',
      rated: 'Rated',
      states: 'Stated',
      omits: 'Not stated',
      handling: 'Handling of the item',
      channelCategory: 'Way of applying',
      visitsAtMost: 'Visits, at most',
      firstPass: 'Accepted without a correction',
      satisfied: 'Rated 3 or better',
      reviewFollowedUp: 'Bad review, followed up',
      outreachEvents: 'Outreach event',
    },
    standings: {
      OVERDUE: 'Overdue',
      DUE_SOON: 'Due soon',
      WITHIN_LIMIT: 'Within the limit',
      NO_DEADLINE: 'Without a deadline',
    },
    ages: {
      WORKING_DAYS_0_5: '0–5 working days',
      WORKING_DAYS_6_10: '6–10 working days',
      WORKING_DAYS_11_20: '11–20 working days',
      WORKING_DAYS_OVER_20: 'Over 20 working days',
      CALENDAR_NOT_ANNOUNCED: 'Calendar of the year not announced',
    },
    waitingFor: {
      BUREAU: 'With the bureau',
      APPLICANT: 'Waiting for the applicant',
      EXCLUDED: 'In a special procedure',
    },
    facts: {
      LIMITS: 'promised and statutory limit',
      HANDLING: 'handling of the item',
      CHANNEL: 'channel',
      VISITS: 'visits',
      CORRECTIONS: 'corrections',
      RATING: 'rating',
    },
    handlings: { INSTANT: 'Instant items', COMMITTED: 'Committed items' },
    ways: {
      ONLINE: 'Online',
      COUNTER: 'At the counter',
      ASSISTED: 'Assisted',
      ON_SITE_EVENT: 'At an on-site event',
    },
    sheets: { table: 'Data', notes: 'Notes' },
    notes: {
      bureau: 'Bureau',
      content: 'Content',
      filters: 'Filters',
      none: 'None',
      order: 'Order',
      rows: 'Rows',
      freshness: 'Freshness',
      latestEvent: 'Facts up to',
      lastImport: 'Last import finished',
      dataVersion: 'Data version',
      notice: 'Notice',
      downloadedAt: 'Downloaded at',
      address: 'Address of the file',
      definition: 'Definition: ',
      pointKind: 'Kind of point',
    },
  },
};
