import type { Command } from 'commander';
import { onRecord } from '../platform/audited.ts';
import { hasAdministrator } from './account.ts';
import { issueLink, linkPath } from './one-time-link.ts';
import type { OwnerContext } from './request-context.ts';

export interface AccountCommandRunner {
  /** Runs with the context of the owner of the tables, on the store of this installation, to an exit code. */
  run(command: (context: OwnerContext, publicUrl: string) => Promise<number>): Promise<void>;
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
      run(async (context, publicUrl) => {
        print(await administratorLink(context, publicUrl));
        return 0;
      }),
    );
}

/** The line to print when a server begins and nobody can administer it; null: somebody can. */
export async function firstAdministratorLink(
  context: OwnerContext,
  publicUrl: string,
): Promise<string | null> {
  return (await hasAdministrator(context.pool)) ? null : administratorLink(context, publicUrl);
}

async function administratorLink(context: OwnerContext, publicUrl: string): Promise<string> {
  const link = { purpose: 'ADMINISTRATOR', accountId: null } as const;
  const work = { action: 'LINK_ISSUED', bureauCode: null, subject: { purpose: link.purpose } } as const;
  const { secret, expiresAt } = await onRecord(context, work, () =>
    issueLink(context.pool, link, context.clock()),
  );
  return `Become the administrator, once, before ${expiresAt.toISOString()} · 成为管理员(一次有效): ${publicUrl}${linkPath(secret)}`;
}
