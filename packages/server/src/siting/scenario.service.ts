import type pg from 'pg';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { loadCoverageFacts } from '../coverage/coverage-facts.service.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { rowIdOf } from '../platform/row-id.ts';
import { askIssues } from './ask-issues.ts';
import { beginScenarioRun, type SitingContext, trySiting } from './conduct-siting.ts';
import { decideScenario, type PlannedOpening } from './decide-scenario.ts';
import { presentAnswer } from './present-answer.ts';
import { insertComment, insertScenario, markDeleted, requestStop, updateScenario } from './scenario.sql.ts';
import type { SitingRefusalCode, SitingRefused, SitingScenarioChanged } from './scenario-change.type.ts';
import { decisionOf, outcomes, runRows, scenariosById, statusOf } from './scenario-reading.service.ts';
import type { SitingAsk } from './siting-ask.ts';
import { sitesOf } from './siting-sites.ts';
import type { SitingTried } from './siting-trial.type.ts';

export const LONGEST_LIMIT_SECONDS = 600;
const LONGEST_NAME = 100;
const LONGEST_COMMENT = 2000;

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
