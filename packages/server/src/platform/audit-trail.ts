import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import sql from 'sql-template-tag';
import { withoutPersonalData } from './personal-data.ts';

/** The closed list of what is on record, with its names in both languages; a mutation without one of them does not start (platform/audited.ts). */
export const AUDIT_ACTIONS = {
  SIGN_IN: ['登录', 'Signing in'],
  SIGN_OUT: ['退出登录', 'Signing out'],
  PASSWORD_CHANGED: ['修改密码', 'A password set or changed'],
  LINK_ISSUED: ['签发一次性链接', 'A one-time link issued'],
  ACCOUNT_CHANGED: ['变更账号', 'An account made, changed, disabled or enabled'],
  ROLES_CHANGED: ['变更角色与范围', 'Roles, bureau or service points of an account changed'],
  TOKEN_ISSUED: ['签发服务令牌', 'A service token issued'],
  TOKEN_REVOKED: ['吊销服务令牌', 'A service token revoked'],
  SESSION_ENDED: ['结束会话', 'A session ended'],
  BUREAU_ADDED: ['添加行政审批局', 'A bureau added'],
  NETWORK_LOADED: ['载入路网', 'A road network loaded'],
  NETWORK_REMOVED: ['删除路网', 'A road network taken away'],
  REDERIVED: ['重新推算办件', 'Law and time of applications derived anew'],
  FILE_UPLOADED: ['上传文件', 'A file uploaded'],
  FILE_DISCARDED: ['丢弃待导入文件', 'A waiting file discarded'],
  PROFILE_SAVED: ['保存映射方案', 'A mapping profile saved'],
  IMPORT_STARTED: ['开始导入', 'An import begun'],
  IMPORT_CANCELLED: ['取消导入', 'An import cancelled'],
  IMPORT_UNDONE: ['撤回导入', 'An import taken back'],
  REFUSED_ROWS_EXPORTED: ['下载退回的行', 'Refused rows downloaded'],
  TARGET_SET: ['设定目标', 'A target set'],
  TARGET_ENDED: ['终止目标', 'A target ended'],
  CHART_RESTARTED: ['重置控制图基线', 'A control chart started anew'],
  BRIEFING_COMMENTED: ['撰写月报批注', 'The comment on a month written'],
  NETWORK_CHOSEN: ['选用路网', 'A road network chosen'],
  TRAVEL_TIMES_STARTED: ['开始计算通行时间', 'Travel times begun'],
  TRAVEL_TIMES_CANCELLED: ['取消计算通行时间', 'Travel times cancelled'],
  COVERAGE_TARGET_SET: ['设定覆盖目标', 'A target of coverage set'],
  COVERAGE_TARGET_ENDED: ['终止覆盖目标', 'A target of coverage ended'],
  SCENARIO_SAVED: ['保存选址情景', 'A siting scenario saved'],
  SCENARIO_RUN: ['求解选址情景', 'A siting scenario run'],
  SCENARIO_STOPPED: ['停止求解', 'A run of a scenario stopped'],
  SCENARIO_COMMENTED: ['评论选址情景', 'A siting scenario commented on'],
  SCENARIO_DECIDED: ['据选址情景筹备服务点', 'Service points planned from a scenario'],
  SCENARIO_DELETED: ['删除选址情景', 'A siting scenario deleted'],
  RELEASE_PREPARED: ['准备公开发布', 'A release prepared'],
  RELEASE_CORRECTED: ['准备更正发布', 'A correction of a release prepared'],
  RELEASE_PUBLISHED: ['公开发布', 'A release published'],
  RELEASE_WITHDRAWN: ['撤下发布草稿', 'A draft of a release withdrawn'],
  APPLICATIONS_EXPORTED: ['导出办件', 'Applications downloaded'],
  AUDIT_EXPORTED: ['导出审计日志', 'The audit log downloaded'],
  APPLICANT_ERASED: ['擦除申请人标识', 'The keys of an applicant erased'],
  APPLICANT_KEY_ROTATED: ['轮换申请人密钥', 'Applicants hashed under a new key from now on'],
  APPLICANT_KEYS_EXPIRED: ['到期擦除申请人标识', 'Keys of applicants erased at the end of their retention'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;
export type AuditAction = keyof typeof AUDIT_ACTIONS;
export const AUDIT_ACTION_NAMES = Object.keys(AUDIT_ACTIONS) as AuditAction[];

/** BEGUN: how it ended is not on record. REFUSED: the caller may not, or the domain says no; `code` says why. FAILED: ours. */
export const AUDIT_OUTCOMES = ['BEGUN', 'SUCCEEDED', 'REFUSED', 'FAILED'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** Who acts, as a principal says of itself. */
export interface AuditActor {
  readonly kind: string;
  readonly actor: string;
  readonly accountId: number | null;
  readonly tokenId: number | null;
}

export type AuditValue = string | number | boolean | null | readonly (string | number)[];

export interface AuditNote {
  readonly action: AuditAction;
  readonly actor: AuditActor;
  /** From where; null: from the machine itself. */
  readonly address: string | null;
  readonly at: Date;
  /** null, or one that the caller may not see: of the bureau of the account or token, or of none. */
  readonly bureauCode: string | null;
  /** Which rows: ids, codes and counts by name. Nothing of what they say. */
  readonly subject: Readonly<Record<string, AuditValue>>;
  readonly outcome: AuditOutcome;
  readonly code: string | null;
}

export type AuditEnd = Partial<Pick<AuditNote, 'actor' | 'subject'>> & Pick<AuditNote, 'outcome' | 'code'>;

/** Longest value of a subject that is kept: codes and ids are shorter. */
const LONGEST_VALUE = 120;
const MOST_VALUES = 50;

/**
 * Puts on record what is about to be done, so that nothing is done without an entry.
 * @returns puts on record what came of it, in an entry that takes the place of the first in the list
 */
export async function recordAttempt(
  pool: Pick<pg.Pool, 'query'>,
  attempt: Omit<AuditNote, 'at' | 'outcome' | 'code'>,
  clock: () => Date,
): Promise<(end: AuditEnd) => Promise<void>> {
  const id = randomUUID();
  await insertEntry(pool, { ...attempt, at: clock(), outcome: 'BEGUN', code: null }, id);
  return (end) => insertEntry(pool, { ...attempt, at: clock(), ...end }, id);
}

/** Puts on record, in one entry, what was done: where both are of one transaction, or it is a refusal alone. */
export function recordAudit(pool: Pick<pg.Pool, 'query'>, note: AuditNote): Promise<void> {
  return insertEntry(pool, note, null);
}

/** Callers give ids, but of callers: what looks like a personal number is not kept. */
async function insertEntry(
  pool: Pick<pg.Pool, 'query'>,
  note: AuditNote,
  attempt: string | null,
): Promise<void> {
  const { action, actor, address, at, bureauCode, outcome, code } = note;
  const subject = JSON.stringify(
    Object.fromEntries(Object.entries(note.subject).map(([name, value]) => [name, plainValue(value)])),
  );
  await pool.query(sql`
    insert into audit_entry (at, actor_kind, actor, account_id, token_id, address, action, bureau_id, subject, outcome, code, attempt)
    values (${at}, ${actor.kind}, ${actor.actor}, ${actor.accountId}, ${actor.tokenId}, ${address}, ${action},
      coalesce((select id from bureau where code = ${bureauCode}), (select bureau_id from account where id = ${actor.accountId}),
        (select bureau_id from service_token where id = ${actor.tokenId})), ${subject}::jsonb, ${outcome}, ${code}, ${attempt})`);
}

function plainValue(value: AuditValue): AuditValue {
  if (typeof value === 'string') {
    return withoutPersonalData(value.slice(0, LONGEST_VALUE));
  }
  return typeof value === 'object' && value !== null
    ? value.slice(0, MOST_VALUES).map((each) => plainValue(each) as string | number)
    : value;
}
