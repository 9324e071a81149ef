import type pg from 'pg';
import { reportProgress } from './import-run.sql.ts';
import { FileRefusal } from './refusal-codes.ts';
import type { ProgressReport, RunPhase } from './run-outcome.ts';

/** How often a run writes down how far it is and looks whether it is to stop: often enough for a person who watches. */
const INTERVAL_MS = 500;

/** Tells how far a run is, on record for whoever asks, and hears a wish to cancel it, from whichever process. */
export class RunProgress {
  #latest: ProgressReport = { phase: 'READING', done: 0, total: null, rowsRead: 0 };
  #isCancelled = false;
  #ticking: Promise<void> = Promise.resolve();
  readonly #timer: NodeJS.Timeout;

  private constructor(
    private readonly pool: pg.Pool,
    private readonly backendPid: number,
    private readonly runId: number,
    readonly listener: ((report: ProgressReport) => void) | undefined,
  ) {
    this.#timer = setInterval(() => {
      this.#ticking = this.#tick().catch(() => undefined);
    }, INTERVAL_MS);
  }

  static async start(
    pool: pg.Pool,
    client: pg.ClientBase,
    runId: number,
    listener: RunProgress['listener'],
  ): Promise<RunProgress> {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return new RunProgress(pool, rows[0]?.pid ?? 0, runId, listener);
  }

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  report(report: ProgressReport): void {
    this.#latest = report;
    this.listener?.(report);
    this.throwIfCancelled();
  }

  /** The latest report with another phase or count; the rows read stay. */
  advance(phase: RunPhase, done = 0, total: number | null = null): void {
    this.report({ phase, done, total, rowsRead: this.#latest.rowsRead });
  }

  /** @throws FileRefusal CANCELLED */
  throwIfCancelled(): void {
    if (this.#isCancelled) {
      throw new FileRefusal('CANCELLED');
    }
  }

  async #tick(): Promise<void> {
    const isToStop = await reportProgress(this.pool, this.runId, this.#latest);
    if (isToStop && !this.#isCancelled) {
      this.#isCancelled = true;
      // A long statement would not hear of it otherwise.
      await this.pool.query('select pg_cancel_backend($1)', [this.backendPid]);
    }
  }

  /** After it nothing more is written. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#ticking;
  }
}
