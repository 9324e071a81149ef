import DataLoader from 'dataloader';
import type { Sql } from 'sql-template-tag';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { perRequest, type RequestContext } from '../identity/request-context.ts';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import { Refusal } from '../platform/refusal.ts';
import { rowIdOf } from '../platform/row-id.ts';
import type { SitingContext } from './conduct-siting.ts';
import { currentFingerprint } from './prepare-siting.ts';
import { presentAnswer } from './present-answer.ts';
import {
  type CommentRow,
  commentsOfScenarios,
  countScenarios,
  type DecisionRow,
  decisionsOfScenarios,
  findScenarios,
  listScenarios,
  type OutcomeRow,
  outcomesOfRuns,
  type RunRow,
  runsOfScenarios,
  type ScenarioRow,
} from './scenario.sql.ts';
import type {
  ScenarioStatus,
  SitingDecision,
  SitingRun,
  SitingScenario,
  StaleReason,
} from './scenario.type.ts';
import type { SitingAnswer } from './siting-answer.type.ts';
import type { SitingAsk } from './siting-ask.ts';
import type { SitingQuestion } from './siting-question.type.ts';

/** Newest first. */
export async function scenarioPage(
  { pool }: RequestContext,
  scope: BureauScope,
  page: { readonly first: number; readonly after: string | null },
): Promise<Connection<SitingScenario>> {
  const first = checkPageSize(page.first);
  const [before = null] = page.after === null ? [] : decodeCursor(page.after, 1);
  if (typeof before === 'string') {
    throw new Refusal('INVALID_CURSOR');
  }
  const { rows } = await pool.query<ScenarioRow>(listScenarios(scope.id, first + 1, before));
  return pageOf(
    rows,
    first,
    (row) => toScenario(row, scope),
    ({ id }) => [id],
    async () => (await pool.query<{ count: number }>(countScenarios(scope.id))).rows[0]?.count ?? 0,
  );
}

/** Those of the ids that there are, in their order. */
export async function scenariosById(
  { pool }: RequestContext,
  scope: BureauScope,
  ids: readonly string[],
): Promise<SitingScenario[]> {
  const known = ids.map(rowIdOf);
  return (await pool.query<ScenarioRow>(findScenarios(scope.id, known))).rows.map((row) =>
    toScenario(row, scope),
  );
}

function toScenario(row: ScenarioRow, scope: BureauScope): SitingScenario {
  return {
    scope,
    rowId: row.id,
    id: String(row.id),
    name: row.name,
    question: row.question as SitingQuestion,
    isSynthetic: row.provenance === 'SYNTHETIC',
    savedAt: row.savedAt,
    savedBy: row.savedBy,
  };
}

/** Rows of many scenarios by one statement. */
function batched<Row extends { readonly scenarioId: number }>(statement: (ids: readonly number[]) => Sql) {
  return perRequest(
    ({ pool }) =>
      new DataLoader<number, readonly Row[]>(
        async (ids) => {
          const { rows } = await pool.query<Row>(statement(ids));
          const byScenario = Map.groupBy(rows, ({ scenarioId }) => scenarioId);
          return ids.map((id) => byScenario.get(id) ?? []);
        },
        // A mutation reads again what it changed.
        { cache: false },
      ),
  );
}

export const runRows = batched<RunRow>(runsOfScenarios);
export const commentRows = batched<CommentRow>(commentsOfScenarios);
const decisionRows = batched<DecisionRow>(decisionsOfScenarios);

export const outcomes = perRequest(
  ({ pool }) =>
    new DataLoader<number, OutcomeRow | null>(
      async (ids) => {
        const { rows } = await pool.query<OutcomeRow>(outcomesOfRuns(ids));
        return ids.map((id) => rows.find((row) => row.id === id) ?? null);
      },
      { cache: false },
    ),
);

/** Newest first. */
export async function runsOf(context: RequestContext, scenarioId: number): Promise<SitingRun[]> {
  return (await runRows(context).load(scenarioId)).map(toRun);
}

function toRun(row: RunRow): SitingRun {
  const { progress, phase } = row;
  return {
    id: String(row.id),
    status: row.status,
    startedAt: row.startedAt,
    startedBy: row.startedBy,
    finishedAt: row.finishedAt,
    timeLimitSeconds: row.timeLimitSeconds,
    progress:
      row.status === 'RUNNING'
        ? {
            phase,
            seconds: null,
            objective: null,
            bound: null,
            gap: null,
            done: null,
            total: null,
            ...progress,
          }
        : null,
    isCancelRequested: row.isCancelRequested,
    issues: row.issues ?? [],
    question: row.question as SitingQuestion,
  };
}

/** Of a run; null: it has none. */
export async function answerOf(context: RequestContext, runId: number): Promise<SitingAnswer | null> {
  const row = await outcomes(context).load(runId);
  return row?.inputs && row.result ? presentAnswer(row.inputs, row.result) : null;
}

/** Of the newest run of a scenario that has one; null: none has. */
export async function newestAnswer(
  context: RequestContext,
  scenarioId: number,
): Promise<SitingAnswer | null> {
  const run = (await runRows(context).load(scenarioId)).find(({ hasResult }) => hasResult);
  return run ? answerOf(context, run.id) : null;
}

export async function decisionOf(
  context: RequestContext,
  scenarioId: number,
): Promise<SitingDecision | null> {
  const [row] = await decisionRows(context).load(scenarioId);
  return row
    ? {
        runId: String(row.runId),
        importRunId: String(row.importRunId),
        openings: row.openings,
        decidedAt: row.decidedAt,
        decidedBy: row.decidedBy,
      }
    : null;
}

/** What has changed since the newest run; empty: nothing, it has not come to an end with an answer, or it is decided and a record. */
export async function staleReasons(
  context: SitingContext,
  scope: BureauScope,
  scenario: SitingScenario,
): Promise<StaleReason[]> {
  const [[run], decision] = await Promise.all([
    runRows(context).load(scenario.rowId),
    decisionOf(context, scenario.rowId),
  ]);
  if (!run || (run.status !== 'SOLVED' && run.status !== 'STOPPED') || decision !== null) {
    return [];
  }
  const now = await fingerprints(context).of(scope, run.question.mode);
  const then = run.fingerprint;
  return [
    ...(isEqual(run.question, scenario.question) ? [] : (['QUESTION'] as const)),
    ...(then !== null && then.places !== now.places ? (['PLACES'] as const) : []),
    ...(then !== null && then.points !== now.points ? (['POINTS'] as const) : []),
    ...(then !== null && then.travelTimes !== now.travelTimes ? (['TRAVEL_TIMES'] as const) : []),
  ];
}

/** Questions come back from the database with their fields in another order. */
function isEqual(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );
}

/** Of a mode, once a request. */
const fingerprints = perRequest((context) => {
  const found = new Map<string, ReturnType<typeof currentFingerprint>>();
  return {
    of: (scope: BureauScope, mode: SitingAsk['mode']) => {
      const key = `${scope.id}:${scope.bureau.dataVersion}:${mode}`;
      const fingerprint = found.get(key) ?? currentFingerprint(context as SitingContext, scope, mode);
      found.set(key, fingerprint);
      return fingerprint;
    },
  };
});

export async function statusOf(
  context: SitingContext,
  scope: BureauScope,
  scenario: SitingScenario,
): Promise<ScenarioStatus> {
  const [run] = await runRows(context).load(scenario.rowId);
  switch (run?.status) {
    case undefined:
      return 'DRAFT';
    case 'RUNNING':
      return 'RUNNING';
    case 'FAILED':
    case 'INTERRUPTED':
      return 'FAILED';
    case 'SOLVED':
    case 'STOPPED':
      return (await staleReasons(context, scope, scenario)).length > 0 ? 'STALE' : run.status;
  }
}
