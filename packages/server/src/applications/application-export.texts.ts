import type { ApplicantKind, NoDueReason } from './application.entity.ts';
import type { Decision } from './application-event.ts';
import type { ApplicationState } from './lifecycle.ts';

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
}

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
  },
};
