import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { AUDIT_ACTIONS, type AuditValue } from '../platform/audit-trail.ts';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import { type AuditQuestion, type AuditRow, auditEntries, countAuditEntries } from './audit.sql.ts';
import type { AuditEntry, AuditFilter, AuditSubject } from './audit.type.ts';

/** Rows that a download reads at a time. */
const BATCH_SIZE = 1000;

export function auditQuestion(scope: BureauScope, filter: AuditFilter | null): AuditQuestion {
  return { bureauId: scope.id, timeZone: scope.calendar.timeZone, filter: filter ?? {} };
}

/** What is on record of a bureau, the newest first. @throws Refusal PAGE_SIZE, INVALID_CURSOR */
export async function listAuditEntries(
  { pool }: RequestContext,
  scope: BureauScope,
  filter: AuditFilter | null,
  page: { readonly first: number; readonly after: string | null },
): Promise<Connection<AuditEntry>> {
  const question = auditQuestion(scope, filter);
  const first = checkPageSize(page.first);
  const [after = null] = page.after === null ? [] : decodeCursor(page.after, 1);
  const before = after === null ? null : Number(after);
  const { rows } = await pool.query<AuditRow>(auditEntries(question, before, first + 1));
  return pageOf(
    rows,
    first,
    toEntry,
    ({ id }) => [id],
    async () => (await pool.query<{ count: number }>(countAuditEntries(question))).rows[0]?.count ?? 0,
  );
}

/** All of them, batch by batch. */
export async function* readAuditEntries(
  { pool }: RequestContext,
  question: AuditQuestion,
): AsyncGenerator<AuditEntry[]> {
  for (let before: number | null = null; ; ) {
    const { rows }: { rows: AuditRow[] } = await pool.query<AuditRow>(
      auditEntries(question, before, BATCH_SIZE),
    );
    yield rows.map(toEntry);
    const last = rows.at(-1);
    if (!last) {
      return;
    }
    before = last.id;
  }
}

function toEntry({ id, accountId, tokenId, action, subject, ...row }: AuditRow): AuditEntry {
  const [actionNameZh, actionNameEn] = AUDIT_ACTIONS[action];
  return {
    ...row,
    id: String(id),
    accountId: accountId === null ? null : String(accountId),
    tokenId: tokenId === null ? null : String(tokenId),
    action,
    actionNameZh,
    actionNameEn,
    subjects: Object.entries(subject).flatMap(toSubject),
  };
}

function toSubject([name, value]: [string, AuditValue]): AuditSubject[] {
  if (value === null) {
    return [];
  }
  return [{ name, value: typeof value === 'object' ? value.join(', ') : String(value) }];
}
