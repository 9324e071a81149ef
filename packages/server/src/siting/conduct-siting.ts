import type pg from 'pg';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { EngineContext } from '../network/network-engines.ts';
import type { AskIssue } from './ask-issues.ts';
import { type PreparedSiting, prepareSiting } from './prepare-siting.ts';
import {
  beginRun,
  finishRun,
  type ProgressNote,
  type ScenarioRow,
  type SitingPhase,
  type SitingRunStatus,
  writeInputs,
  writeProgress,
  writeResult,
} from './scenario.sql.ts';
import type { SitingAsk } from './siting-ask.ts';
import type { SitingJobs, SitingSlot } from './siting-jobs.ts';
import { runInputsOf, type SitingResult, type SitingRunInputs } from './siting-result.ts';

/** What siting needs beside a request: engines for travel times, and who solves. */
export interface SitingContext extends EngineContext {
  readonly sitingJobs: SitingJobs;
}

/** How often a run writes down how far it is and looks whether it is to stop: often enough for a person who watches. */
const INTERVAL_MS = 500;

/** Of a trial, in all: an answer is waited for. */
export const TRIAL_SECONDS = 10;

export type RunRefusal = 'BUSY' | 'RUNNING';

/**
 * Begins a run of a scenario; it goes on by itself and is followed on record.
 * @returns its id, once it is on record, with the promise of its end; or why it does not begin
 */
export async function beginScenarioRun(
  context: SitingContext,
  scope: BureauScope,
  scenario: Pick<ScenarioRow, 'id' | 'question'>,
  timeLimitSeconds: number,
): Promise<{ readonly runId: number; readonly ended: Promise<void> } | { readonly code: RunRefusal }> {
  const slot = context.sitingJobs.reserve();
  if (slot === null) {
    return { code: 'BUSY' };
  }
  const client = await context.pool.connect();
  const giveBack = () => {
    // Not kept for others: a run that failed may still hold its lock.
    client.release(true);
    slot.release();
  };
  try {
    const runId = await beginRun(client, {
      scenarioId: scenario.id,
      question: scenario.question,
      timeLimitSeconds,
      at: context.clock(),
      actor: context.principal.actor,
    });
    if (runId === null) {
      giveBack();
      return { code: 'RUNNING' };
    }
    const ended = new ScenarioRun(context, scope, scenario.question, {
      client,
      slot,
      runId,
      timeLimitSeconds,
    })
      .conduct()
      .finally(giveBack);
    context.sitingJobs.follow(ended);
    return { runId, ended };
  } catch (error) {
    giveBack();
    throw error;
  }
}

interface RunHold {
  readonly client: pg.PoolClient;
  readonly slot: SitingSlot;
  readonly runId: number;
  readonly timeLimitSeconds: number;
}

/** One run on its way: travel times, best plan, and what is said of it. */
class ScenarioRun {
  #phase: SitingPhase = 'TRAVEL_TIMES';
  #progress: ProgressNote | null = null;
  #result: SitingResult | null = null;
  /** Statements one after another: the newest result is written last. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly context: SitingContext,
    private readonly scope: BureauScope,
    private readonly ask: SitingAsk,
    private readonly hold: RunHold,
  ) {}

  async conduct(): Promise<void> {
    const { client, runId, slot } = this.hold;
    const timer = setInterval(() => this.#tick(), INTERVAL_MS);
    let status: Exclude<SitingRunStatus, 'RUNNING'> = 'FAILED';
    let issues: readonly AskIssue[] | null = null;
    try {
      const preparation = await prepareSiting(this.context, this.scope, this.ask, {
        shouldStop: () => slot.signal.aborted,
        onProgress: (done, total) => {
          this.#progress = { done, total };
        },
      });
      if (preparation.kind === 'READY') {
        await this.#solve(preparation.prepared);
        status = statusOf(this.#result, slot.signal.aborted);
      } else if (preparation.kind === 'STOPPED') {
        status = 'STOPPED';
      } else {
        issues = preparation.issues;
      }
    } finally {
      clearInterval(timer);
      await this.#writing;
      await client.query(finishRun(runId, status, this.context.clock(), issues));
    }
  }

  async #solve(prepared: PreparedSiting): Promise<void> {
    const { client, runId, slot, timeLimitSeconds } = this.hold;
    await client.query(writeInputs(runId, runInputsOf(prepared, this.scope.today)));
    await slot.solve({ ...workOf(prepared), timeLimitSeconds }, (news) => {
      this.#phase = news.phase;
      if (news.type === 'PROGRESS') {
        this.#progress = news.progress;
      } else {
        const { result } = news;
        this.#result = result;
        this.#write(() => client.query(writeResult(runId, result)));
      }
    });
  }

  #tick(): void {
    const { client, runId, slot } = this.hold;
    this.#write(async () => {
      const { rows } = await client.query<{ isToStop: boolean }>(
        writeProgress(runId, this.#phase, this.#progress),
      );
      if (rows[0]?.isToStop === true) {
        slot.cancel();
      }
    });
  }

  #write(statement: () => Promise<unknown>): void {
    this.#writing = this.#writing.then(statement);
  }
}

/** What a thread is given of a question. */
function workOf({ problem, question, ownPick, components }: PreparedSiting) {
  return { problem, question, ownPick, components };
}

/** Proven, or stopped with what it had; a thread that told nothing has failed. */
function statusOf(result: SitingResult | null, isCancelled: boolean): 'SOLVED' | 'STOPPED' | 'FAILED' {
  if (result === null) {
    return isCancelled ? 'STOPPED' : 'FAILED';
  }
  const { status } = result.answer.solution;
  return status === 'OPTIMAL' || status === 'INFEASIBLE' ? 'SOLVED' : 'STOPPED';
}

export type Trial =
  | { readonly kind: 'ANSWERED'; readonly inputs: SitingRunInputs; readonly result: SitingResult }
  | { readonly kind: 'REFUSED'; readonly issues: readonly AskIssue[] }
  | { readonly kind: 'BUSY' }
  /** Travel times or an answer were not there in time. */
  | { readonly kind: 'TOO_SLOW' };

/** A question that is asked and not kept: solved at once, within TRIAL_SECONDS, and only when nothing else is being solved. */
export async function trySiting(context: SitingContext, scope: BureauScope, ask: SitingAsk): Promise<Trial> {
  const slot = context.sitingJobs.reserve();
  if (slot === null) {
    return { kind: 'BUSY' };
  }
  const startedAt = performance.now();
  const secondsLeft = () => TRIAL_SECONDS - (performance.now() - startedAt) / 1000;
  const timer = setTimeout(() => slot.cancel(), TRIAL_SECONDS * 1000);
  try {
    const preparation = await prepareSiting(context, scope, ask, { shouldStop: () => slot.signal.aborted });
    if (preparation.kind !== 'READY') {
      return preparation.kind === 'STOPPED' ? { kind: 'TOO_SLOW' } : preparation;
    }
    const { prepared } = preparation;
    let result: SitingResult | null = null;
    await slot.solve({ ...workOf(prepared), timeLimitSeconds: Math.max(1, secondsLeft()) }, (news) => {
      result = news.type === 'RESULT' ? news.result : result;
    });
    return result === null
      ? { kind: 'TOO_SLOW' }
      : { kind: 'ANSWERED', inputs: runInputsOf(prepared, scope.today), result };
  } finally {
    clearTimeout(timer);
    slot.release();
  }
}
