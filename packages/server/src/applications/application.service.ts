import Cursor from 'pg-cursor';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import {
  type Connection,
  type CursorKey,
  checkPageSize,
  decodeCursor,
  pageOf,
} from '../platform/connection.ts';
import { COLUMN_TYPES } from '../platform/database.ts';
import { deadlineStanding, isWaitingForSilence } from '../working-time/deadline-standing.ts';
import { ApplicationEntity, type ApplicationRow } from './application.entity.ts';
import type {
  Application,
  ApplicationSort,
  DeadlineKnown,
  DeadlineUnknown,
  OwnedTime,
} from './application.type.ts';
import type { ApplicationSelection, ScopeFilter } from './scope-filter.type.ts';
import { inScope, selected } from './selection.sql.ts';

/** What a list is sorted by: an expression that is never null, so that a cursor can point at any row. */
interface SortKey {
  readonly expression: Sql;
  readonly type: Sql;
  readonly descending: boolean;
}

const SORT_KEYS: Record<ApplicationSort, SortKey> = {
  NEWEST_RECEIVED: { expression: sql`a.received_at`, type: sql`timestamptz`, descending: true },
  OLDEST_RECEIVED: { expression: sql`a.received_at`, type: sql`timestamptz`, descending: false },
  DUE_FIRST: {
    expression: sql`coalesce(a.promised_due_at, 'infinity')`,
    type: sql`timestamptz`,
    descending: false,
  },
  LONGEST_TURNAROUND: { expression: sql`coalesce(a.bureau_minutes, -1)`, type: sql`int`, descending: true },
};

/** Which applications, in which order. */
export interface ApplicationChoice {
  readonly scope: ScopeFilter | null;
  readonly where: ApplicationSelection | null;
  readonly sort: ApplicationSort;
}

export interface ApplicationQuestion extends ApplicationChoice {
  readonly first: number;
  readonly after: string | null;
}

/** A page of applications: one statement for the keys, one for the rows. */
export async function listApplications(
  context: RequestContext,
  bureau: BureauScope,
  question: ApplicationQuestion,
): Promise<Connection<Application>> {
  const first = checkPageSize(question.first);
  const condition = chosen(bureau, question);
  const sort = SORT_KEYS[question.sort];
  const { rows: keys } = await context.pool.query<{ id: number; key: string }>(sql`
    select a.id, (${sort.expression})::text as key
    from application a
    where ${condition} ${question.after === null ? sql`` : sql`and ${beyond(sort, decodeCursor(question.after, 2))}`}
    order by ${inOrder(sort)}
    limit ${first + 1}`);
  const rows = await context.em.find(ApplicationEntity, { id: { $in: keys.map(({ id }) => id) } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const found = keys.flatMap(({ id, key }) => {
    const row = byId.get(id);
    return row ? [{ row, key }] : [];
  });
  return pageOf(
    found,
    first,
    ({ row }) => toApplication(row, bureau),
    ({ row, key }) => [key, row.id],
    () => countApplications(context, condition),
  );
}

function chosen(bureau: BureauScope, { scope, where }: Pick<ApplicationChoice, 'scope' | 'where'>): Sql {
  return sql`${inScope(bureau, scope)} and ${selected(bureau, where)}`;
}

function inOrder({ expression, descending }: SortKey): Sql {
  const direction = raw(descending ? 'desc' : 'asc');
  return sql`${expression} ${direction}, a.id ${direction}`;
}

/** Rows that are asked of the database at once while all of them are read: enough that the round trip does not count. */
const ROWS_AT_ONCE = 1000;

/** Columns of the entity under its own names, so that a row read without MikroORM is one of its rows. */
const APPLICATION_COLUMNS = join(
  Object.keys(ApplicationEntity.meta.properties).map((property) =>
    raw(`a.${property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} as "${property}"`),
  ),
);

/**
 * Every application of a choice, some at a time, in one statement and so of one moment, read as the consumer takes them: memory
 * does not grow with their number. It holds a connection until it ends; left early, it closes that, which ends the statement.
 * @throws what the database says, also when the connection is lost while the consumer is busy.
 */
export async function* readApplications(
  context: RequestContext,
  bureau: BureauScope,
  choice: ApplicationChoice,
): AsyncGenerator<Application[]> {
  const { text, values } = sql`
    select ${APPLICATION_COLUMNS} from application a
    where ${chosen(bureau, choice)} order by ${inOrder(SORT_KEYS[choice.sort])}`;
  const client = await context.pool.connect();
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined);
  // A connection lost while nothing is being asked of it would otherwise end the process, and a cursor wait for ever.
  client.on('error', lost.reject);
  let isRead = false;
  try {
    const cursor = client.query(new Cursor<ApplicationRow>(text, values, { types: COLUMN_TYPES }));
    while (!isRead) {
      const rows = await Promise.race([cursor.read(ROWS_AT_ONCE), lost.promise]);
      isRead = rows.length === 0;
      yield rows.map((row) => toApplication(row, bureau));
    }
  } finally {
    client.off('error', lost.reject);
    client.release(!isRead);
  }
}

function beyond(sort: SortKey, [key, id]: CursorKey): Sql {
  const operator = raw(sort.descending ? '<' : '>');
  return sql`(${sort.expression}, a.id) ${operator} (${String(key)}::${sort.type}, ${Number(id)}::bigint)`;
}

/** How many a choice holds. */
export function countChosen(
  context: RequestContext,
  bureau: BureauScope,
  choice: Pick<ApplicationChoice, 'scope' | 'where'>,
): Promise<number> {
  return countApplications(context, chosen(bureau, choice));
}

async function countApplications(context: RequestContext, condition: Sql): Promise<number> {
  const { rows } = await context.pool.query<{ count: number }>(
    sql`select count(*) from application a where ${condition}`,
  );
  return rows[0]?.count ?? 0;
}

export async function findApplication(
  context: RequestContext,
  bureau: BureauScope,
  caseKey: string,
): Promise<Application | null> {
  const row = await context.em.findOne(ApplicationEntity, { bureauId: bureau.id, caseKey });
  return row && toApplication(row, bureau);
}

export function toApplication(row: ApplicationRow, scope: BureauScope): Application {
  const isSilenceStillOpen = row.deemedFrom != null && row.deemedFrom > scope.now;
  return {
    id: row.id,
    scope,
    row,
    caseKey: row.caseKey,
    state: row.state,
    applicantKind: row.applicantKind ?? null,
    applicantVisits: row.applicantVisits ?? null,
    receivedAt: row.receivedAt,
    acceptedAt: isSilenceStillOpen ? null : (row.acceptedAt ?? null),
    isAcceptanceDeemed: row.isAcceptanceDeemed && !isSilenceStillOpen,
    decidedAt: row.decidedAt ?? null,
    decision: row.decision ?? null,
    issuedAt: row.issuedAt ?? null,
    closedAt: row.closedAt ?? null,
    ownedTime: ownedTimeOf(row),
    promisedDeadline: deadlineOf(row, scope, row.promisedDueAt, row.promisedDueOn),
    statutoryDeadline: deadlineOf(row, scope, row.statutoryDueAt, row.statutoryDueOn),
  };
}

function ownedTimeOf(row: ApplicationRow): OwnedTime | null {
  const { bureauMinutes, applicantMinutes, excludedMinutes } = row;
  if (bureauMinutes == null || applicantMinutes == null || excludedMinutes == null) {
    return null;
  }
  return {
    bureauMinutes,
    applicantMinutes,
    excludedMinutes,
    wholeMinutes: bureauMinutes + applicantMinutes + excludedMinutes,
  };
}

function deadlineOf(
  row: ApplicationRow,
  scope: BureauScope,
  dueAt: Date | null | undefined,
  dueOn: string | null | undefined,
): DeadlineKnown | DeadlineUnknown {
  const isStated = row.statedDeadlineAt != null;
  if (isWaitingForSilence({ deemedFrom: row.deemedFrom ?? null, isStated }, scope.now)) {
    return { reason: 'NOT_ACCEPTED_YET' };
  }
  if (dueAt == null || dueOn == null) {
    return { reason: row.noDueReason ?? 'NO_LIMIT' };
  }
  const { standing, workingDaysLeft } = deadlineStanding(
    { dueAt, dueOn, deemedFrom: row.deemedFrom ?? null, isStated, closedAt: row.closedAt ?? null },
    scope.now,
    scope.calendar,
  );
  return { dueAt, dueOn, isStated, workingDaysLeft, isOverdue: standing === 'OVERDUE' };
}
