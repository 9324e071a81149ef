import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TYPESCRIPT_LOADER } from '../src/platform/typescript-loader.ts';
import type { RunningProduct } from './running-server.ts';

const SERVER = fileURLToPath(new URL('../', import.meta.url));

/** An operator's command as a process of its own, on the database and data folder of a running product. */
export function startCommand(
  { database, dataFolder }: Pick<RunningProduct, 'database' | 'dataFolder'>,
  args: readonly string[],
): ChildProcess {
  return spawn(process.execPath, [...TYPESCRIPT_LOADER, join(SERVER, 'src/cli.ts'), ...args], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      DATA_FOLDER: dataFolder,
      TSX_TSCONFIG_PATH: join(SERVER, 'tsconfig.json'),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** The same to its end. @throws Error when it fails */
export async function runCommand(
  product: Pick<RunningProduct, 'database' | 'dataFolder'>,
  ...args: readonly string[]
): Promise<void> {
  const [code] = (await once(startCommand(product, args), 'exit')) as [number | null];
  if (code !== 0) {
    throw new Error(`service-circle ${args.join(' ')} ended with ${code}.`);
  }
}
