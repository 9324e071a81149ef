import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { TYPESCRIPT_LOADER } from './typescript-loader.ts';

/** What a job tells: that its run is on record, that it may not run, or that it is done. */
export type JobNews<Code extends string> =
  | { readonly type: 'STARTED'; readonly runId: number }
  | { readonly type: 'REFUSED'; readonly code: Code; readonly message: string }
  | { readonly type: 'DONE'; readonly succeeded: boolean };

export interface Job<Code extends string> {
  /** The module that does the work; it asks `jobOfThisProcess` what. */
  readonly module: URL;
  /** Plain data. */
  readonly work: object;
  readonly maxHeapMegabytes: number;
  /** The error of a job that may not run. */
  readonly refusalOf: (code: Code, message: string) => Error;
  readonly onDone?: (succeeded: boolean) => void;
}

/**
 * Work that takes long, each in a process of its own: the server goes on answering while it runs, and can end it at any moment. A thread
 * would take the server with it when the routing engine, which is native, is ended at work.
 */
export class JobProcesses {
  readonly #children = new Set<ChildProcess>();

  constructor(private readonly logger: Logger) {}

  /**
   * @returns the id of the run, once it is on record
   * @throws what `refusalOf` makes
   */
  start<Code extends string>({
    module,
    work,
    maxHeapMegabytes,
    refusalOf,
    onDone,
  }: Job<Code>): Promise<number> {
    const child = fork(fileURLToPath(module), {
      execArgv: [...TYPESCRIPT_LOADER, `--max-old-space-size=${maxHeapMegabytes}`],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#children.add(child);
    child.send(work);
    return new Promise((resolve, reject) => {
      child.on('message', (news: JobNews<Code>) => {
        switch (news.type) {
          case 'STARTED':
            resolve(news.runId);
            break;
          case 'REFUSED':
            reject(refusalOf(news.code, news.message));
            break;
          case 'DONE':
            onDone?.(news.succeeded);
            break;
        }
      });
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        if (this.#children.delete(child) && code !== 0) {
          this.logger.error({ module: module.pathname, code, signal }, 'a job failed');
        }
        reject(new Error('The job ended before its run was on record.'));
      });
    });
  }

  /** Ends what is running; what is left of it is known as interrupted. */
  async close(): Promise<void> {
    const children = [...this.#children];
    this.#children.clear();
    await Promise.all(
      children.map((child) => {
        const exited = once(child, 'exit');
        child.kill('SIGKILL');
        return exited;
      }),
    );
  }
}

/** In the process of a job: what it was given, and how it tells. The process ends with the server's, and when its work is done. */
export async function jobOfThisProcess<Work, Code extends string>(): Promise<{
  readonly work: Work;
  tell(news: JobNews<Code>): void;
}> {
  const [work] = (await once(process, 'message')) as [Work];
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
  return { work, tell: (news) => process.send?.(news) };
}
