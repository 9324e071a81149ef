import { type Command, InvalidArgumentError } from 'commander';
import pino from 'pino';
import { chooseBureau } from '../bureau/choose-bureau.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { parseDay } from '../imports/parse-instant.ts';
import { onRecord } from '../platform/audited.ts';
import { runDigestCommand } from './digest-command.ts';
import { readDigestConfig } from './digest-config.ts';
import { loadTargets } from './load-targets.ts';
import type { TargetAuthor } from './target-changes.ts';
import { endTargetByCommand, listTargets } from './target-command.ts';

export interface CommandRunner {
  /** Runs with the operator's context on the store of this installation, to an exit code. */
  run(command: (context: RequestContext) => Promise<number>): Promise<void>;
  print(line: string): void;
}

/** The operator's commands of targets and of the daily digest. */
export function addWarningCommands(program: Command, { run, print }: CommandRunner): void {
  program
    .command('digest')
    .description('Send the daily digest over what is configured (SMTP_URL, WEBHOOK_URL), or print it.')
    .option('--bureau <code>', 'needed when there are several')
    .option('--date <day>', "as of the end of that day; by default the bureau's today", readDay)
    .option('--print', 'print it and send nothing', false)
    .action((options: { bureau?: string; date?: string; print: boolean }) =>
      run(async (context) =>
        runDigestCommand(context, await chooseBureau(context, options.bureau), {
          day: options.date ?? null,
          print: options.print,
          config: readDigestConfig(process.env),
          // What went wrong must not stand among the lines of the digest.
          logger: pino(pino.destination(2)),
          out: print,
        }),
      ),
    );

  const target = program.command('target').description('What measures are to reach.');

  target
    .command('load')
    .description(
      'Set the targets of a CSV file, all of them or none; those that stand already are left alone.',
    )
    .argument('<file>', '指标编码, 周期, 目标值, 起始日期; 服务点编码, 事项编码, 方向, 截止日期 where needed')
    .option('--bureau <code>', 'needed when there are several')
    .action((file: string, options: { bureau?: string }) =>
      run(async (context) => {
        const bureau = await chooseBureau(context, options.bureau);
        const work = { action: 'TARGET_SET', bureauCode: bureau.bureau.code, subject: {} } as const;
        const { targets } = await onRecord(context, work, async () => ({
          targets: await loadTargets(context.pool, bureau, file, authorOf(context)),
        }));
        print(`${targets} targets.`);
        return 0;
      }),
    );

  target
    .command('list')
    .description('List the targets in force, newest first.')
    .option('--bureau <code>', 'needed when there are several')
    .option('--all', 'those too that others took the place of', false)
    .action((options: { bureau?: string; all: boolean }) =>
      run(async (context) => {
        for (const line of await listTargets(context, await chooseBureau(context, options.bureau), options)) {
          print(line);
        }
        return 0;
      }),
    );

  target
    .command('end')
    .description('End a target; what it said until then stays.')
    .argument('<id>', 'as listed', readId)
    .option('--bureau <code>', 'needed when there are several')
    .option(
      '--last-day <day>',
      'the last day of one of its periods; without it the target ends altogether',
      readDay,
    )
    .action((id: number, options: { bureau?: string; lastDay?: string }) =>
      run(async (context) => {
        const bureau = await chooseBureau(context, options.bureau);
        const end = { id, lastDay: options.lastDay ?? null };
        const work = { action: 'TARGET_ENDED', bureauCode: bureau.bureau.code, subject: end } as const;
        await onRecord(context, work, () => endTargetByCommand(context, bureau, end, authorOf(context)));
        return 0;
      }),
    );
}

function authorOf({ principal, clock }: RequestContext): TargetAuthor {
  return { actor: principal.actor, at: clock(), provenance: 'REPORTED' };
}

function readDay(text: string): string {
  const parsed = parseDay(text);
  if ('code' in parsed) {
    throw new InvalidArgumentError('a day such as 2021-12-22.');
  }
  return parsed.value;
}

function readId(text: string): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw new InvalidArgumentError('a number, as listed.');
  }
  return Number(text);
}
