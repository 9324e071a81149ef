import type { Command } from 'commander';
import type pg from 'pg';
import { hasAdministrator } from './account.ts';
import { issueLink, linkPath } from './one-time-link.ts';

export interface AccountCommandRunner {
  /** Runs on the database of this installation, to an exit code. */
  run(command: (pool: pg.Pool, publicUrl: string) => Promise<number>): Promise<void>;
  print(line: string): void;
}

/** The operator's commands of accounts: whoever commands the machine can let an administrator in. */
export function addAccountCommands(program: Command, { run, print }: AccountCommandRunner): void {
  program
    .command('account')
    .description('Who may sign in.')
    .command('admin-link')
    .description(
      'Print a link that makes an administrator of the installation, once; an earlier one stands no longer.',
    )
    .action(() =>
      run(async (pool, publicUrl) => {
        print(await administratorLink(pool, publicUrl, new Date()));
        return 0;
      }),
    );
}

/** The line to print when a server begins and nobody can administer it; null: somebody can. */
export async function firstAdministratorLink(
  pool: pg.Pool,
  publicUrl: string,
  now: Date,
): Promise<string | null> {
  return (await hasAdministrator(pool)) ? null : administratorLink(pool, publicUrl, now);
}

async function administratorLink(pool: pg.Pool, publicUrl: string, now: Date): Promise<string> {
  const { secret, expiresAt } = await issueLink(pool, { purpose: 'ADMINISTRATOR', accountId: null }, now);
  return `Become the administrator, once, before ${expiresAt.toISOString()} · 成为管理员(一次有效): ${publicUrl}${linkPath(secret)}`;
}
