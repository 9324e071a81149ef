import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { LOG_SUFFIX, SECRETS_SUFFIX } from './log-suffixes.ts';

declare module 'vitest' {
  interface ProvidedContext {
    runLogs: string;
  }
}

/** Gathers what every server of the run logs, and fails the run when anything that its tests planted is in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'service-circle-logs-'));
  project.provide('runLogs', folder);
  return async () => {
    const leaks = findLeaks(await read(folder, LOG_SUFFIX), await read(folder, SECRETS_SUFFIX));
    await rm(folder, { recursive: true, force: true });
    if (leaks.length > 0) {
      throw new Error(`Secrets were logged: ${leaks.join('; ')}`);
    }
  };
}

async function read(folder: string, suffix: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(suffix));
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('');
}

/** Each line of a log in which a secret stands, by the kind of the secret, once. */
export function findLeaks(logs: string, secrets: string): string[] {
  const lines = logs.split('\n');
  const planted = new Set(secrets.split('\n').filter((line) => line !== ''));
  return [...planted].flatMap((entry) => {
    const [kind, secret] = JSON.parse(entry) as [string, string];
    const written = JSON.stringify(secret).slice(1, -1);
    const line = lines.find((each) => each.includes(written));
    return line === undefined ? [] : [`${kind} in ${line.replaceAll(written, '***').slice(0, 300)}`];
  });
}
