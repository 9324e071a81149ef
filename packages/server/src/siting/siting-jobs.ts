import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { TYPESCRIPT_LOADER } from '../platform/typescript-loader.ts';
import type { SitingNews, SitingWork } from './siting-worker.ts';

const WORKER = new URL('./siting-worker.ts', import.meta.url);

/** Of the heap of one run, beside the solver's own memory. */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 640, maxYoungGenerationSizeMb: 64 };

/** A run that was asked to stop and has not by then is ended; what it told is kept. */
const GRACE_MS = 10_000;

/** The thread failed: out of memory, or a defect of ours. */
export class SitingWorkerFailed extends Error {}

/** Runs and trials of this server, one at a time, each in a thread of its own: they take one core at most, and the server goes on answering. */
export class SitingJobs {
  #slot: SitingSlot | null = null;
  readonly #runs = new Set<Promise<void>>();

  constructor(private readonly logger: Logger) {}

  /** A run that goes on by itself: what it fails with is logged. */
  follow(run: Promise<void>): void {
    const followed = run
      .catch((error: unknown) => this.logger.error({ err: error }, 'a siting run failed'))
      .finally(() => this.#runs.delete(followed));
    this.#runs.add(followed);
  }

  /** null: another run or trial is under way. */
  reserve(): SitingSlot | null {
    if (this.#slot !== null) {
      return null;
    }
    this.#slot = new SitingSlot(() => {
      this.#slot = null;
    });
    return this.#slot;
  }

  /** Ends what is running; a run is on record as stopped. */
  async close(): Promise<void> {
    await this.#slot?.end();
    await Promise.all(this.#runs);
  }
}

/** The right to run, until it is released. */
export class SitingSlot {
  #worker: Worker | null = null;
  readonly #aborted = new AbortController();

  constructor(private readonly onRelease: () => void) {}

  get signal(): AbortSignal {
    return this.#aborted.signal;
  }

  cancel(): void {
    this.#aborted.abort();
  }

  release(): void {
    this.onRelease();
  }

  async end(): Promise<void> {
    this.cancel();
    await this.#worker?.terminate();
  }

  /** Solves in a thread and tells of it; resolved when the thread has ended, also when it was stopped. @throws SitingWorkerFailed */
  async solve(work: Omit<SitingWork, 'stopFlag'>, onNews: (news: SitingNews) => void): Promise<void> {
    if (this.signal.aborted) {
      return;
    }
    // A thread that is busy hears no message, but it sees memory that is shared.
    const stopFlag = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(WORKER, {
      workerData: { ...work, stopFlag } satisfies SitingWork,
      execArgv: [...TYPESCRIPT_LOADER],
      resourceLimits: HEAP_LIMITS,
    });
    this.#worker = worker;
    let grace: NodeJS.Timeout | undefined;
    const stop = () => {
      Atomics.store(stopFlag, 0, 1);
      grace = setTimeout(() => void worker.terminate(), GRACE_MS);
    };
    this.signal.addEventListener('abort', stop);
    try {
      await new Promise<void>((resolve, reject) => {
        worker.on('message', onNews);
        worker.on('error', (error) => reject(new SitingWorkerFailed(error.message, { cause: error })));
        worker.on('exit', () => resolve());
      });
    } finally {
      clearTimeout(grace);
      this.signal.removeEventListener('abort', stop);
      this.#worker = null;
    }
  }
}
