import type pg from 'pg';
import sql, { type Sql } from 'sql-template-tag';
import type { AskIssue } from './ask-issues.ts';
import type { SitingAsk } from './siting-ask.ts';
import type { SitingResult, SitingRunInputs } from './siting-result.ts';
import type { SitingProgress } from './siting-run.ts';

// Scenarios and their runs on record. A run holds a lock while its process lives, so that one whose process died is known.

const RUN_LOCK = 7004;

export const SITING_RUN_STATUSES = ['RUNNING', 'SOLVED', 'STOPPED', 'FAILED', 'INTERRUPTED'] as const;
export type SitingRunStatus = (typeof SITING_RUN_STATUSES)[number];

export const SITING_PHASES = [
  'TRAVEL_TIMES',
  'BEST_PLAN',
  'PICK',
  'CURVE',
  'ALTERNATIVES',
  'SENSITIVITY',
] as const;
export type SitingPhase = (typeof SITING_PHASES)[number];

export interface ScenarioRow {
  readonly id: number;
  readonly name: string;
  readonly question: SitingAsk;
  readonly provenance: 'REPORTED' | 'SYNTHETIC';
  readonly savedAt: Date;
  readonly savedBy: string;
}

const SCENARIO = sql`s.id, s.name, s.question, s.provenance, s.saved_at as "savedAt", s.saved_by as "savedBy"`;

/** The scenarios of a bureau that are not deleted, newest first. */
export function listScenarios(bureauId: number, limit: number, before: number | null): Sql {
  return sql`
    select ${SCENARIO} from siting_scenario s
    where s.bureau_id = ${bureauId} and s.deleted_at is null and (${before}::bigint is null or s.id < ${before})
    order by s.id desc limit ${limit}`;
}

export function countScenarios(bureauId: number): Sql {
  return sql`select count(*)::int as count from siting_scenario where bureau_id = ${bureauId} and deleted_at is null`;
}

export function findScenarios(bureauId: number, ids: readonly number[]): Sql {
  return sql`
    select ${SCENARIO} from siting_scenario s
    where s.bureau_id = ${bureauId} and s.deleted_at is null and s.id = any (${ids}::bigint[])
    order by array_position(${ids}::bigint[], s.id)`;
}

export interface NewScenario {
  readonly bureauId: number;
  readonly name: string;
  readonly question: SitingAsk;
  readonly provenance: 'REPORTED' | 'SYNTHETIC';
  readonly at: Date;
  readonly actor: string;
}

/** No row: the name is in use. */
export function insertScenario({ bureauId, name, question, provenance, at, actor }: NewScenario): Sql {
  return sql`
    insert into siting_scenario (bureau_id, name, question, provenance, saved_at, saved_by)
    values (${bureauId}, ${name}, ${JSON.stringify(question)}, ${provenance}, ${at}, ${actor})
    on conflict (bureau_id, name) where deleted_at is null do nothing
    returning id`;
}

/** No row: there is no such scenario, or it is running. */
export function updateScenario(id: number, { bureauId, name, question, at, actor }: NewScenario): Sql {
  return sql`
    update siting_scenario s
    set name = ${name}, question = ${JSON.stringify(question)}, saved_at = ${at}, saved_by = ${actor}
    where id = ${id} and bureau_id = ${bureauId} and deleted_at is null
    returning id`;
}

/** No row: there is no such scenario, or it is running. */
export function markDeleted(bureauId: number, id: number, at: Date, actor: string): Sql {
  return sql`
    update siting_scenario s set deleted_at = ${at}, deleted_by = ${actor}
    where id = ${id} and bureau_id = ${bureauId} and deleted_at is null
      and not exists (select from siting_run r where r.scenario_id = s.id and r.status = 'RUNNING')
    returning id`;
}

export interface RunRow {
  readonly id: number;
  readonly scenarioId: number;
  readonly question: SitingAsk;
  readonly status: SitingRunStatus;
  readonly fingerprint: SitingRunInputs['fingerprint'] | null;
  readonly issues: readonly AskIssue[] | null;
  readonly timeLimitSeconds: number;
  readonly startedAt: Date;
  readonly startedBy: string;
  readonly finishedAt: Date | null;
  readonly phase: SitingPhase;
  readonly progress: ProgressNote | null;
  readonly isCancelRequested: boolean;
  readonly hasResult: boolean;
}

/** How far a run is: of its best plan, or places whose travel times are there. */
export type ProgressNote = Omit<SitingProgress, 'open'> | { readonly done: number; readonly total: number };

const RUN = sql`r.id, r.scenario_id as "scenarioId", r.question, r.status, r.inputs -> 'fingerprint' as fingerprint, r.issues,
  r.time_limit_seconds as "timeLimitSeconds", r.started_at as "startedAt", r.started_by as "startedBy", r.finished_at as "finishedAt",
  r.phase, r.progress, r.cancel_requested_at is not null as "isCancelRequested",
  r.result is not null as "hasResult"`;

/** Newest first. Their inputs and results are fetched apart: they are large. */
export function runsOfScenarios(scenarioIds: readonly number[]): Sql {
  return sql`
    select ${RUN} from siting_run r where r.scenario_id = any (${scenarioIds}::bigint[]) order by r.scenario_id, r.id desc`;
}

export interface OutcomeRow {
  readonly id: number;
  readonly inputs: SitingRunInputs | null;
  readonly result: SitingResult | null;
}

export function outcomesOfRuns(runIds: readonly number[]): Sql {
  return sql`select id, inputs, result from siting_run where id = any (${runIds}::int[])`;
}

export interface CommentRow {
  readonly id: number;
  readonly scenarioId: number;
  readonly body: string;
  readonly writtenAt: Date;
  readonly writtenBy: string;
}

export function commentsOfScenarios(scenarioIds: readonly number[]): Sql {
  return sql`
    select id, scenario_id as "scenarioId", body, written_at as "writtenAt", written_by as "writtenBy"
    from siting_comment where scenario_id = any (${scenarioIds}::bigint[]) order by id`;
}

export function insertComment(scenarioId: number, body: string, at: Date, actor: string): Sql {
  return sql`
    insert into siting_comment (scenario_id, body, written_at, written_by) values (${scenarioId}, ${body}, ${at}, ${actor})`;
}

export interface DecidedOpening {
  readonly site: string;
  readonly pointCode: string;
  readonly opensOn: string;
}

export interface DecisionRow {
  readonly scenarioId: number;
  readonly runId: number;
  readonly importRunId: number;
  readonly openings: readonly DecidedOpening[];
  readonly decidedAt: Date;
  readonly decidedBy: string;
}

/** The newest of each that holds: not taken back with its import run. An undo that was itself taken back does not count. */
export function decisionsOfScenarios(scenarioIds: readonly number[]): Sql {
  return sql`
    select distinct on (d.scenario_id) d.scenario_id as "scenarioId", d.siting_run_id as "runId", d.import_run_id as "importRunId",
      d.openings, d.decided_at as "decidedAt", d.decided_by as "decidedBy"
    from siting_decision d
    where d.scenario_id = any (${scenarioIds}::bigint[])
      and not exists (
        select from import_run u where u.undoes_run_id = d.import_run_id and u.status = 'SUCCEEDED'
          and not exists (select from import_run v where v.undoes_run_id = u.id and v.status = 'SUCCEEDED'))
    order by d.scenario_id, d.id desc`;
}

export function insertDecision(decision: DecisionRow): Sql {
  const { scenarioId, runId, importRunId, openings, decidedAt, decidedBy } = decision;
  return sql`
    insert into siting_decision (scenario_id, siting_run_id, import_run_id, openings, decided_at, decided_by)
    values (${scenarioId}, ${runId}, ${importRunId}, ${JSON.stringify(openings)}, ${decidedAt}, ${decidedBy})`;
}

export interface NewRun {
  readonly scenarioId: number;
  readonly question: SitingAsk;
  readonly timeLimitSeconds: number;
  readonly at: Date;
  readonly actor: string;
}

/** On record, with the lock that says that its process lives, before anyone sees it. null: the scenario is running already. */
export async function beginRun(client: pg.ClientBase, run: NewRun): Promise<number | null> {
  await client.query('begin');
  const { rows } = await client.query<{ id: number }>(sql`
    insert into siting_run (scenario_id, question, status, time_limit_seconds, started_at, started_by)
    values (${run.scenarioId}, ${JSON.stringify(run.question)}, 'RUNNING', ${run.timeLimitSeconds}, ${run.at}, ${run.actor})
    on conflict (scenario_id) where status = 'RUNNING' do nothing
    returning id`);
  const id = rows[0]?.id ?? null;
  if (id !== null) {
    await client.query(sql`select pg_advisory_lock(${RUN_LOCK}, ${id})`);
  }
  await client.query('commit');
  return id;
}

export function releaseRun(runId: number): Sql {
  return sql`select pg_advisory_unlock(${RUN_LOCK}, ${runId})`;
}

export function writeInputs(runId: number, inputs: SitingRunInputs): Sql {
  return sql`update siting_run set inputs = ${JSON.stringify(inputs)} where id = ${runId}`;
}

export function writeResult(runId: number, result: SitingResult): Sql {
  return sql`update siting_run set result = ${JSON.stringify(result)} where id = ${runId}`;
}

/** Returns whether someone wants it stopped. */
export function writeProgress(runId: number, phase: SitingPhase, progress: ProgressNote | null): Sql {
  return sql`
    update siting_run set phase = ${phase}, progress = ${progress === null ? null : JSON.stringify(progress)}
    where id = ${runId}
    returning cancel_requested_at is not null as "isToStop"`;
}

export function finishRun(
  runId: number,
  status: Exclude<SitingRunStatus, 'RUNNING'>,
  at: Date,
  issues: readonly AskIssue[] | null,
): Sql {
  return sql`
    update siting_run
    set status = ${status}, finished_at = ${at}, issues = ${issues === null ? null : JSON.stringify(issues)}
    where id = ${runId} and status = 'RUNNING'`;
}

/** No row: it is not running. */
export function requestStop(bureauId: number, scenarioId: number, at: Date): Sql {
  return sql`
    update siting_run r set cancel_requested_at = coalesce(r.cancel_requested_at, ${at})
    from siting_scenario s
    where s.id = r.scenario_id and s.bureau_id = ${bureauId} and s.id = ${scenarioId} and r.status = 'RUNNING'
    returning r.id`;
}

/** Runs whose process died: what they had is kept. */
export async function markInterruptedSitingRuns(pool: pg.Pool, now: Date): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ id: number }>(
      sql`select id from siting_run where status = 'RUNNING' and pg_try_advisory_lock(${RUN_LOCK}, id)`,
    );
    for (const { id } of rows) {
      await client.query(finishRun(id, 'INTERRUPTED', now, null));
      await client.query(releaseRun(id));
    }
  } finally {
    client.release();
  }
}
