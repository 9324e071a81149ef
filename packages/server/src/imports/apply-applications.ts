import type pg from 'pg';
import type { EventFact } from '../applications/application-event.ts';
import { deriveApplication } from '../applications/derive-application.ts';
import type { ItemLimit } from '../applications/legal-deadline.ts';
import type { LifecycleViolation } from '../applications/lifecycle.ts';
import type { WorkingCalendar } from '../working-time/working-calendar.ts';
import {
  analyzeWritten,
  conflictingCases,
  countCases,
  countChanged,
  createDerived,
  declareHistories,
  findUnchanged,
  hashMerged,
  indexDerived,
  indexMerged,
  insertDerived,
  insertEvents,
  keepApplicants,
  keepUnstated,
  linkApplications,
  markBroken,
  mergeCases,
  type Portion,
  prepareStaging,
  receiveAtFirstActivity,
  rememberChanged,
  supersedeEvents,
  upsertApplications,
} from './apply-applications.sql.ts';
import { derivedColumns } from './derived-columns.ts';
import { describeChanges } from './describe-changes.ts';
import type { ImportChange } from './import-change.ts';
import type { RowMapper } from './map-rows.ts';
import type { MappingProfile } from './profile.ts';
import type { RowRefusal } from './refusal-codes.ts';
import type { RunCounts } from './run-outcome.ts';
import type { RunProgress } from './run-progress.ts';
import { attributeColumns } from './staged-row.ts';

export interface ApplyContext {
  readonly client: pg.PoolClient;
  readonly bureauId: number;
  readonly runId: number;
  readonly calendar: WorkingCalendar;
  readonly progress: RunProgress;
  readonly profile: MappingProfile;
  readonly mapper: RowMapper;
  readonly now: () => Date;
  /** Called with rows that are refused only now, when the whole file is known. */
  readonly refuse: (refusals: readonly RowRefusal[]) => Promise<void>;
}

/** What a file did to the records there are. */
export interface Applied extends RunCounts {
  /** The first of them. */
  readonly changes: readonly ImportChange[];
}

/** Events read from the cursor at once: some thousands of cases, whatever the size of the file. */
const FETCH_SIZE = 10_000;

/**
 * Changed cases that are written together. PostgreSQL keeps what it has to check of a statement (every reference of every row)
 * in memory until its end: millions of rows at once would take gigabytes, and tell nothing of how far they are.
 */
const PORTION_CASES = 20_000;

/** From so many cases on PostgreSQL is told at once what its tables have become. */
const ANALYZE_FROM_CASES = 1000;

/** Brings the staged rows into place: what changed is derived anew and written, what did not is left alone. */
export async function applyApplications(context: ApplyContext): Promise<Applied> {
  const { client, bureauId, runId, profile, mapper } = context;
  const isCaseTable = profile.recordKind === 'CASE_TABLE';
  const attributes = attributeColumns(mapper.fields);
  for (const statement of prepareStaging) {
    await client.query(statement);
  }
  await refuseConflicts(context, isCaseTable, attributes);
  if (profile.lawfulOrder === 'RECORDED') {
    await client.query(receiveAtFirstActivity);
  }
  await client.query(mergeCases(bureauId, isCaseTable));
  await client.query(keepUnstated(bureauId, attributes, !isCaseTable || mapper.fields.has('loggedEvents')));
  await client.query(hashMerged);
  for (const statement of indexMerged) {
    await client.query(statement);
  }
  await client.query(findUnchanged());
  await client.query(createDerived);
  const portions = await deriveHistories(context);
  for (const statement of indexDerived) {
    await client.query(statement);
  }
  const changes = await describeChanges(client, bureauId);
  const counts = await client.query<{ added: number; changed: number; unchanged: number }>(countCases());
  let eventsAdded = 0;
  let eventsSuperseded = 0;
  const total = portions.reduce((sum, { cases }) => sum + cases, 0);
  let written = 0;
  for (const [index, portion] of portions.entries()) {
    context.progress.advance('WRITING', written, total);
    await client.query(rememberChanged(runId, portion));
    await client.query(upsertApplications(bureauId, runId, portion));
    await client.query(linkApplications(bureauId, portion));
    const superseded = await client.query(supersedeEvents(runId, portion));
    const inserted = await client.query(insertEvents(bureauId, runId, portion));
    eventsAdded += inserted.rowCount ?? 0;
    eventsSuperseded += superseded.rowCount ?? 0;
    written += portion.cases;
    // An index that was made on an empty table passes for empty until it is analysed, and every case would be looked up in the whole of it.
    if (written >= ANALYZE_FROM_CASES && Number.isInteger(Math.log2(index + 1))) {
      await client.query(analyzeWritten);
    }
  }
  if (mapper.fields.has('applicantIdentity')) {
    await client.query(keepApplicants(context.now()));
  }
  const [count] = counts.rows;
  return {
    recordsAdded: count?.added ?? 0,
    recordsChanged: count?.changed ?? 0,
    recordsUnchanged: count?.unchanged ?? 0,
    recordsRemoved: 0,
    eventsAdded,
    eventsSuperseded,
    changes,
  };
}

async function refuseConflicts(
  context: ApplyContext,
  isCaseTable: boolean,
  attributes: readonly string[],
): Promise<void> {
  const { client, mapper } = context;
  const { rows } = await client.query<{ rowNumber: number; caseKey: string; firstRow: number }>(
    conflictingCases(isCaseTable, attributes),
  );
  if (rows.length === 0) {
    return;
  }
  await context.refuse(
    rows.map(({ rowNumber, caseKey, firstRow }) => ({
      rowNumber,
      columnName: mapper.headerOf('caseKey'),
      value: caseKey,
      code: isCaseTable ? 'DUPLICATE_KEY_DIFFERENT_CONTENT' : 'CONFLICTING_ATTRIBUTE',
      expected: `与第 ${firstRow} 行相同的内容 · the same content as row ${firstRow}`,
    })),
  );
  await client.query(markBroken([...new Set(rows.map(({ caseKey }) => caseKey))]));
}

interface HistoryRow extends EventFact {
  readonly caseKey: string;
  readonly serviceItemId: number | null;
  readonly statedDeadlineAt: Date | null;
  readonly firstLoggedAt: Date | null;
  readonly lastLoggedAt: Date | null;
  readonly rowNumber: number;
}

/**
 * Applies the rules of law and time to each changed case, some thousands at a time.
 * @returns the portions in which they can be written
 */
async function deriveHistories(context: ApplyContext): Promise<Portion[]> {
  const { client } = context;
  const limits = await loadLimits(client, context.bureauId);
  const { rows: wanted } = await client.query<{ cases: number }>(countChanged);
  const total = wanted[0]?.cases ?? 0;
  let done = 0;
  const portions: Portion[] = [];
  await client.query(declareHistories);
  let carried: HistoryRow[] = [];
  for (;;) {
    const { rows } = await client.query<HistoryRow>(`fetch ${FETCH_SIZE} from histories`);
    const isLast = rows.length < FETCH_SIZE;
    const histories = groupByCase([...carried, ...rows]);
    // The last case may go on in the next batch.
    carried = isLast ? [] : (histories.pop() ?? []);
    await deriveBatch(context, histories, limits);
    addToPortions(portions, histories);
    done += histories.length;
    context.progress.advance('DERIVING', done, total);
    if (isLast) {
      break;
    }
  }
  await client.query('close histories');
  return portions;
}

/** The last portion is the open one until it is large enough. */
function addToPortions(portions: Portion[], histories: readonly (readonly HistoryRow[])[]): void {
  const [first, last] = [histories[0]?.[0], histories.at(-1)?.[0]];
  if (!first || !last) {
    return;
  }
  const open = portions.at(-1);
  const isOpen = open !== undefined && open.cases < PORTION_CASES;
  portions.splice(portions.length - (isOpen ? 1 : 0), 1, {
    from: isOpen ? open.from : first.caseKey,
    to: last.caseKey,
    cases: (isOpen ? open.cases : 0) + histories.length,
  });
}

function groupByCase(rows: readonly HistoryRow[]): HistoryRow[][] {
  const histories: HistoryRow[][] = [];
  for (const row of rows) {
    const last = histories.at(-1);
    if (last?.[0]?.caseKey === row.caseKey) {
      last.push(row);
    } else {
      histories.push([row]);
    }
  }
  return histories;
}

async function deriveBatch(
  context: ApplyContext,
  histories: readonly (readonly HistoryRow[])[],
  limits: ReadonlyMap<number, readonly ItemLimit[]>,
): Promise<void> {
  const derived: object[] = [];
  const refusals: RowRefusal[] = [];
  for (const events of histories) {
    const [first] = events;
    if (!first) {
      continue;
    }
    const result = deriveApplication({
      events,
      lawfulOrder: context.profile.lawfulOrder,
      statedDeadlineAt: first.statedDeadlineAt,
      firstLoggedAt: first.firstLoggedAt,
      lastLoggedAt: first.lastLoggedAt,
      limits: (first.serviceItemId === null ? null : limits.get(first.serviceItemId)) ?? [],
      calendar: context.calendar,
    });
    if (result.ok) {
      derived.push({ case_key: first.caseKey, ...derivedColumns(result.derived) });
    } else {
      refusals.push(...refuseHistory(context, events, result.violation));
    }
  }
  if (refusals.length > 0) {
    await context.refuse(refusals);
  }
  if (derived.length > 0) {
    await context.client.query(insertDerived(JSON.stringify(derived)));
  }
}

/** The row that broke the lawful order, and the other rows of its case, which are held back with it (ADR 3). */
function refuseHistory(
  { mapper, profile, calendar }: ApplyContext,
  events: readonly HistoryRow[],
  { event, state, expected }: LifecycleViolation,
): RowRefusal[] {
  const broken = events.find((each) => each === event)?.rowNumber;
  if (broken === undefined) {
    throw new Error('A violation names an event that was not in the history.');
  }
  const milestone = profile.recordKind === 'CASE_TABLE' ? milestoneField(event) : 'eventType';
  const others = new Set(
    events.map(({ rowNumber }) => rowNumber).filter((rowNumber) => rowNumber !== broken),
  );
  return [
    {
      rowNumber: broken,
      columnName: mapper.headerOf(milestone) ?? mapper.headerOf('caseKey'),
      value: `${event.type} ${calendar.dayOf(event.occurredAt)}`,
      code: 'UNLAWFUL_ORDER',
      expected: `${state ?? '收件之前 before receipt'} → ${expected.join(' · ') || '— (已结束 closed)'}`,
    },
    ...[...others].map(
      (rowNumber): RowRefusal => ({
        rowNumber,
        columnName: mapper.headerOf('caseKey'),
        value: events[0]?.caseKey ?? null,
        code: 'HELD_BACK',
        expected: `先更正第 ${broken} 行 · row ${broken} corrected first`,
      }),
    ),
  ];
}

function milestoneField(event: EventFact): string {
  const words = event.type.toLowerCase().split('_');
  return `${words.map((word, index) => (index === 0 ? word : (word[0] ?? '').toUpperCase() + word.slice(1))).join('')}At`;
}

/** The limits in force of every item, oldest first. */
export async function loadLimits(client: pg.ClientBase, bureauId: number): Promise<Map<number, ItemLimit[]>> {
  const { rows } = await client.query<ItemLimit & { itemId: number }>(
    `select l.service_item_id as "itemId", l.valid_from as "validFrom", l.valid_to as "validTo",
       l.statutory_working_days as "statutoryWorkingDays", l.promised_working_days as "promisedWorkingDays"
     from service_item_limit l join service_item i on i.id = l.service_item_id
     where i.bureau_id = $1 and l.superseded_by_run_id is null order by l.service_item_id, l.valid_from`,
    [bureauId],
  );
  return Map.groupBy(rows, ({ itemId }) => itemId);
}
