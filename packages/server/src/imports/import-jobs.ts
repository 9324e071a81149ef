import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { ImportNews, ImportWork } from './import-worker.ts';
import { FileRefusal, type FileRefusalCode } from './refusal-codes.ts';

const WORKER = new URL('./import-worker.ts', import.meta.url);

/** Of the heap of one import: it streams, so more would only be rubbish not yet collected. */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32 };

/** Imports asked for by the page, each in a thread of its own: the server goes on answering while one runs. */
export class ImportJobs {
  readonly #workers = new Set<Worker>();

  constructor(private readonly logger: Logger) {}

  /**
   * @returns the id of the run, once it is on record
   * @throws FileRefusal IMPORT_IN_PROGRESS
   */
  start(work: ImportWork, onDone: (succeeded: boolean) => void): Promise<number> {
    // TypeScript with parameter properties: Node's own stripping of types does not know them.
    const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const worker = new Worker(WORKER, {
      workerData: work,
      execArgv: ['--import', loader],
      resourceLimits: HEAP_LIMITS,
    });
    this.#workers.add(worker);
    return new Promise((resolve, reject) => {
      worker.on('message', (news: ImportNews) => {
        switch (news.type) {
          case 'STARTED':
            resolve(news.runId);
            break;
          case 'REFUSED':
            reject(new FileRefusal(news.code as FileRefusalCode, news.message));
            break;
          case 'DONE':
            onDone(news.succeeded);
            break;
        }
      });
      worker.on('error', (error) => {
        this.logger.error({ err: error }, 'an import failed');
        reject(error);
      });
      worker.on('exit', () => {
        this.#workers.delete(worker);
        reject(new Error('The import ended before its run was on record.'));
      });
    });
  }

  /** Ends what is running: nothing of it is in, and its runs are known as interrupted. */
  async close(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }
}
