import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findLink } from '../src/identity/one-time-link.ts';
import { TYPESCRIPT_LOADER } from '../src/platform/typescript-loader.ts';
import { createTestDatabase } from './test-database.ts';

const SERVER = fileURLToPath(new URL('../', import.meta.url));

it('the operator of the machine prints a link for an administrator, and the one before stands no longer', async () => {
  const database = await createTestDatabase();
  const secretOf = async () => {
    const child: ChildProcess = spawn(
      process.execPath,
      [...TYPESCRIPT_LOADER, join(SERVER, 'src/cli.ts'), 'account', 'admin-link'],
      {
        env: {
          ...process.env,
          DATABASE_URL: database.url,
          DATA_FOLDER: tmpdir(),
          PUBLIC_URL: 'https://circle.example/',
          TSX_TSCONFIG_PATH: join(SERVER, 'tsconfig.json'),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    return /https:\/\/circle\.example\/account\/link\/([\w-]{43})\n$/.exec(output)?.[1] ?? '';
  };
  const stands = async (secret: string) =>
    (await findLink(database.pool, secret, new Date()))?.purpose ?? null;
  const first = await secretOf();
  expect(await stands(first)).toBe('ADMINISTRATOR');
  const second = await secretOf();
  expect([await stands(first), await stands(second)]).toEqual([null, 'ADMINISTRATOR']);
  await database.close();
});
