import type { TimeOwner } from '../applications/owned-time.ts';
import type { SignalRule } from '../measure/control-limits.ts';
import type { TargetDirection } from './target.entity.ts';
import type { TargetStatus } from './target-projection.ts';

/** The words of a digest in one language. */
export interface DigestWords {
  readonly language: 'zh-CN' | 'en';
  subject(bureau: string, day: string, overdue: string, due: string): string;
  title(bureau: string, day: string): string;
  readonly demonstration: string;
  readonly overdue: string;
  due(workingDays: number, horizon: string | null): string;
  readonly targets: string;
  readonly signals: string;
  readonly none: string;
  noTargets(count: number): string;
  noSignals(count: number): string;
  readonly notAnnounced: string;
  readonly owners: Record<TimeOwner, string>;
  readonly statuses: Record<TargetStatus, string>;
  readonly directions: Record<TargetDirection, string>;
  readonly rules: Record<SignalRule, string>;
  applications(count: string): string;
  readonly wholeBureau: string;
  soFar(value: string): string;
  projected(value: string): string;
  needed(value: string, kind: 'COUNT' | 'REST' | 'SHARE'): string;
  readonly outOfReach: string;
  week(monday: string): string;
  limits(centre: string, lower: string, upper: string): string;
  since(monday: string): string;
  asOf(instant: string): string;
  readonly open: string;
  readonly separator: string;
  /** Between names of a list. */
  readonly listSeparator: string;
  inParentheses(text: string): string;
  readonly colon: string;
}

export const ZH: DigestWords = {
  language: 'zh-CN',
  subject: (bureau, day, overdue, due) => `${bureau} ${day} 预警：超期 ${overdue} 件，即将超期 ${due} 件`,
  title: (bureau, day) => `${bureau} · ${day} 预警`,
  demonstration: '演示数据，不代表真实情况。',
  overdue: '已超期',
  due: (workingDays, horizon) =>
    workingDays === 0
      ? '今日到期'
      : `${workingDays} 个工作日内到期${horizon === null ? '' : `（至 ${horizon}）`}`,
  targets: '目标',
  signals: '信号（非偶然波动）',
  none: '没有。',
  noTargets: (count) => (count === 0 ? '没有生效的目标。' : `${count} 个目标，没有将要错过的。`),
  noSignals: (count) => `${count} 条曲线均在控制限之内。`,
  notAnnounced: '所涉年份的工作日历尚未公布，不作推测。',
  owners: { BUREAU: '本局办理', APPLICANT: '等待申请人补正或整改', EXCLUDED: '特别程序进行中' },
  statuses: {
    ON_TRACK: '按目前进度可达成',
    AT_RISK: '按目前进度将错过',
    MET: '已达成',
    MISSED: '未达成',
    NOT_ENOUGH_DATA: '尚无法判断',
  },
  directions: { AT_LEAST: '不低于', AT_MOST: '不高于' },
  rules: { BEYOND_LIMITS: '超出控制限', RUN_ON_ONE_SIDE: '连续 8 周以上在中心线同侧' },
  applications: (count) => `${count} 件`,
  wholeBureau: '全局',
  soFar: (value) => `目前 ${value}`,
  projected: (value) => `预计期末 ${value}`,
  needed: (value, kind) =>
    kind === 'COUNT'
      ? `此后每个工作日须 ${value}`
      : kind === 'REST'
        ? `其余办件须达 ${value}`
        : `其余办件须有 ${value} 在目标之内`,
  outOfReach: '按目前件数，其余办件已不足以挽回',
  week: (monday) => `${monday} 当周`,
  limits: (centre, lower, upper) => `中心线 ${centre}，控制限 ${lower} 至 ${upper}`,
  since: (monday) => `自 ${monday} 当周起`,
  asOf: (instant) => `截至 ${instant}`,
  open: '在页面中查看',
  separator: '，',
  listSeparator: '、',
  inParentheses: (text) => `（${text}）`,
  colon: '：',
};

export const EN: DigestWords = {
  language: 'en',
  subject: (bureau, day, overdue, due) => `${bureau} ${day}: ${overdue} overdue, ${due} about to be`,
  title: (bureau, day) => `${bureau} · warnings of ${day}`,
  demonstration: 'Demonstration data: says nothing about reality.',
  overdue: 'Overdue',
  due: (workingDays, horizon) =>
    workingDays === 0
      ? 'Due today'
      : `Due within ${workingDays} working days${horizon === null ? '' : ` (by ${horizon})`}`,
  targets: 'Targets',
  signals: 'Signals (more than chance)',
  none: 'None.',
  noTargets: (count) => (count === 0 ? 'No target holds.' : `${count} targets, none about to be missed.`),
  noSignals: (count) => `All ${count} charts are within their limits.`,
  notAnnounced: 'The calendar of a year ahead is not announced; nothing is guessed.',
  owners: {
    BUREAU: 'with the bureau',
    APPLICANT: 'waiting for the applicant',
    EXCLUDED: 'in a special procedure',
  },
  statuses: {
    ON_TRACK: 'on track',
    AT_RISK: 'will be missed at the present pace',
    MET: 'met',
    MISSED: 'missed',
    NOT_ENOUGH_DATA: 'too early to say',
  },
  directions: { AT_LEAST: 'at least', AT_MOST: 'at most' },
  rules: {
    BEYOND_LIMITS: 'beyond its limits',
    RUN_ON_ONE_SIDE: '8 weeks or more on one side of the centre line',
  },
  applications: (count) => `${count} applications`,
  wholeBureau: 'whole bureau',
  soFar: (value) => `so far ${value}`,
  projected: (value) => `projected ${value}`,
  needed: (value, kind) =>
    kind === 'COUNT'
      ? `needs ${value} a working day from now on`
      : kind === 'REST'
        ? `needs ${value} of the rest`
        : `needs ${value} of the rest within it`,
  outOfReach: 'out of reach with as many as are still to come',
  week: (monday) => `week of ${monday}`,
  limits: (centre, lower, upper) => `centre ${centre}, limits ${lower} to ${upper}`,
  since: (monday) => `since the week of ${monday}`,
  asOf: (instant) => `As of ${instant}`,
  open: 'Open the page',
  separator: ', ',
  listSeparator: ', ',
  inParentheses: (text) => ` (${text})`,
  colon: ': ',
};
