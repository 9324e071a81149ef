import DataLoader from 'dataloader';
import type pg from 'pg';
import type { Sql } from 'sql-template-tag';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { loadCoverageFacts } from '../coverage/coverage-facts.service.ts';
import { perRequest, type RequestContext } from '../identity/request-context.ts';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import { Refusal } from '../platform/refusal.ts';
import { rowIdOf } from '../platform/row-id.ts';
import { askIssues } from './ask-issues.ts';
import { beginScenarioRun, type SitingContext, trySiting } from './conduct-siting.ts';
import { decideScenario, type PlannedOpening } from './decide-scenario.ts';
import { currentFingerprint } from './prepare-siting.ts';
import { presentAnswer } from './present-answer.ts';
import {
  type CommentRow,
  commentsOfScenarios,
  countScenarios,
  type DecisionRow,
  decisionsOfScenarios,
  findScenarios,
  insertComment,
  insertScenario,
  listScenarios,
  markDeleted,
  type OutcomeRow,
  outcomesOfRuns,
  type RunRow,
  requestStop,
  runsOfScenarios,
  type ScenarioRow,
  updateScenario,
} from './scenario.sql.ts';
import type {
  ScenarioStatus,
  SitingDecision,
  SitingRefusalCode,
  SitingRefused,
  SitingRun,
  SitingScenario,
  SitingScenarioChanged,
  SitingTried,
  StaleReason,
} from './scenario.type.ts';
import type { SitingAnswer } from './siting-answer.type.ts';
import type { SitingAsk } from './siting-ask.ts';
import type { SitingQuestion } from './siting-question.type.ts';
import { sitesOf } from './siting-sites.ts';

export const LONGEST_LIMIT_SECONDS = 600;
const LONGEST_NAME = 100;
const LONGEST_COMMENT = 2000;

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

const runRows = batched<RunRow>(runsOfScenarios);
export const commentRows = batched<CommentRow>(commentsOfScenarios);
const decisionRows = batched<DecisionRow>(decisionsOfScenarios);

const outcomes = perRequest(
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

type Outcome = SitingScenarioChanged | SitingRefused;

const refused = (code: SitingRefusalCode, issues: SitingRefused['issues'] = []): SitingRefused => ({
  code,
  issues,
});

async function changed(context: RequestContext, scope: BureauScope, id: number): Promise<Outcome> {
  const [scenario] = await scenariosById(context, scope, [String(id)]);
  return scenario ? { scenario } : refused('NOT_FOUND');
}

const UNIQUE_VIOLATION = '23505';

/** Keeps a question under a name; with an id, in the place of the one that was kept. Only a question that could be asked today is kept. */
export async function saveScenario(
  context: RequestContext,
  scope: BureauScope,
  { id, name, question }: { readonly id: string | null; readonly name: string; readonly question: SitingAsk },
): Promise<Outcome> {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > LONGEST_NAME) {
    return refused('NAME_EMPTY');
  }
  const facts = await loadCoverageFacts(context, scope);
  const issues = askIssues(question, facts, sitesOf(facts, question, scope.today));
  if (issues.length > 0) {
    return refused('QUESTION_REFUSED', issues);
  }
  const row = {
    bureauId: scope.id,
    name: trimmed,
    question,
    // What is asked about made-up data is made up.
    provenance: scope.bureau.isDemonstration ? ('SYNTHETIC' as const) : ('REPORTED' as const),
    at: context.clock(),
    actor: context.principal.actor,
  };
  if (id === null) {
    const { rows } = await context.pool.query<{ id: number }>(insertScenario(row));
    return rows[0] ? changed(context, scope, rows[0].id) : refused('NAME_IN_USE');
  }
  const [scenario] = await scenariosById(context, scope, [id]);
  if (!scenario) {
    return refused('NOT_FOUND');
  }
  if (await decisionOf(context, scenario.rowId)) {
    return refused('DECIDED');
  }
  try {
    await context.pool.query(updateScenario(scenario.rowId, row));
    return await changed(context, scope, scenario.rowId);
  } catch (error) {
    if ((error as pg.DatabaseError).code === UNIQUE_VIOLATION) {
      return refused('NAME_IN_USE');
    }
    throw error;
  }
}

/** Begins a run; it goes on by itself. */
export async function runScenario(
  context: SitingContext,
  scope: BureauScope,
  id: string,
  timeLimitSeconds: number,
): Promise<Outcome> {
  if (timeLimitSeconds < 1 || timeLimitSeconds > LONGEST_LIMIT_SECONDS) {
    return refused('TIME_LIMIT_OUT_OF_RANGE');
  }
  const [scenario] = await scenariosById(context, scope, [id]);
  if (!scenario) {
    return refused('NOT_FOUND');
  }
  if (await decisionOf(context, scenario.rowId)) {
    return refused('DECIDED');
  }
  const begun = await beginScenarioRun(
    context,
    scope,
    { id: scenario.rowId, question: scenario.question },
    timeLimitSeconds,
  );
  return 'code' in begun ? refused(begun.code) : changed(context, scope, scenario.rowId);
}

/** false: it is not running. */
export async function stopScenario(
  { pool, clock }: RequestContext,
  scope: BureauScope,
  id: string,
): Promise<boolean> {
  return (await pool.query(requestStop(scope.id, rowIdOf(id), clock()))).rowCount === 1;
}

export async function commentOnScenario(
  context: RequestContext,
  scope: BureauScope,
  id: string,
  text: string,
): Promise<Outcome> {
  const body = text.trim();
  if (body === '' || body.length > LONGEST_COMMENT) {
    return refused('TEXT_EMPTY');
  }
  const [scenario] = await scenariosById(context, scope, [id]);
  if (!scenario) {
    return refused('NOT_FOUND');
  }
  await context.pool.query(insertComment(scenario.rowId, body, context.clock(), context.principal.actor));
  return changed(context, scope, scenario.rowId);
}

/** false: there is none, or it is running. */
export async function deleteScenario(
  { pool, clock, principal }: RequestContext,
  scope: BureauScope,
  id: string,
): Promise<boolean> {
  return (await pool.query(markDeleted(scope.id, rowIdOf(id), clock(), principal.actor))).rowCount === 1;
}

/** Makes points in preparation of sites that the newest plan opens. */
export async function decide(
  context: SitingContext,
  scope: BureauScope,
  id: string,
  openings: readonly PlannedOpening[],
): Promise<Outcome> {
  const [scenario] = await scenariosById(context, scope, [id]);
  if (!scenario) {
    return refused('NOT_FOUND');
  }
  if (await decisionOf(context, scenario.rowId)) {
    return refused('DECIDED');
  }
  const status = await statusOf(context, scope, scenario);
  if (status === 'STALE') {
    return refused('STALE');
  }
  const [run] = await runRows(context).load(scenario.rowId);
  const outcome = run ? await outcomes(context).load(run.id) : null;
  const plan = outcome?.result?.answer.plan;
  if (!run || (status !== 'SOLVED' && status !== 'STOPPED') || !outcome?.inputs || !plan) {
    return refused('NOT_SOLVED');
  }
  const { sites } = outcome.inputs;
  const planned = plan.open.flatMap((index) => sites[index] ?? []);
  const refusal = await decideScenario(
    context,
    scope,
    { id: scenario.rowId, name: scenario.name },
    { runId: run.id, planned: planned.filter(({ standing }) => standing === 'CANDIDATE') },
    openings,
  );
  return refusal === null ? changed(context, scope, scenario.rowId) : refused(refusal.code);
}

/** Asks without keeping. */
export async function tryQuestion(
  context: SitingContext,
  scope: BureauScope,
  question: SitingAsk,
): Promise<SitingTried | SitingRefused> {
  const trial = await trySiting(context, scope, question);
  switch (trial.kind) {
    case 'ANSWERED':
      return { answer: presentAnswer(trial.inputs, trial.result) };
    case 'REFUSED':
      return refused('QUESTION_REFUSED', trial.issues);
    case 'BUSY':
    case 'TOO_SLOW':
      return refused(trial.kind);
  }
}
