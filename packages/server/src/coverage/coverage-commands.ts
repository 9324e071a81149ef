import { type Command, InvalidArgumentError } from 'commander';
import { chooseBureau } from '../bureau/choose-bureau.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { parseDay } from '../imports/parse-instant.ts';
import { TRAVEL_MODES, type TravelMode } from '../network/travel-mode.ts';
import { onRecord } from '../platform/audited.ts';
import { StartupError } from '../platform/startup-error.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { CommandRunner } from '../warnings/warning-commands.ts';
import { COVERAGE_SUBJECTS, type CoverageSubject } from './closing-circle.ts';
import { targetStandings } from './coverage-target.service.ts';
import type { CoverageTargetStanding } from './coverage-target.type.ts';
import {
  type CoverageTargetAuthor,
  type CoverageTargetOutcome,
  endCoverageTarget,
  setCoverageTarget,
} from './coverage-target-changes.ts';

interface SetOptions {
  readonly bureau?: string;
  readonly mode?: TravelMode;
  readonly minutes?: number;
}

/** The operator's commands of what coverage is to reach. */
export function addCoverageCommands(program: Command, { run, print }: CommandRunner): void {
  const target = program
    .command('coverage-target')
    .description('What the service circle is to reach, and by when.');

  target
    .command('set')
    .description('Set a target in the place of the one for the same subject, mode, minutes and day.')
    .argument('<subject>', COVERAGE_SUBJECTS.join(', '), oneOf<CoverageSubject>(COVERAGE_SUBJECTS))
    .argument('<value>', 'a share, such as 0.95 or 95%', readShare)
    .argument('<day>', 'the day due, such as 2026-12-31', readDay)
    .option('--mode <mode>', TRAVEL_MODES.join(', '), oneOf<TravelMode>(TRAVEL_MODES))
    .option('--minutes <number>', 'how far is near', readCount)
    .option('--bureau <code>', 'needed when there are several')
    .action((subject: CoverageSubject, value: number, dueOn: string, options: SetOptions) =>
      run(async (context) => {
        const bureau = await chooseBureau(context, options.bureau);
        const target = {
          subject,
          value,
          dueOn,
          mode: options.mode ?? null,
          thresholdMinutes: options.minutes ?? null,
        };
        const work = {
          action: 'COVERAGE_TARGET_SET',
          bureauCode: bureau.bureau.code,
          subject: target,
        } as const;
        const outcome = await onRecord(context, work, () =>
          inTransaction(context.pool, (client) =>
            setCoverageTarget(client, bureau, target, authorOf(context)),
          ),
        );
        print(`Target ${idOf(outcome) ?? ''}.`);
        return 0;
      }),
    );

  target
    .command('list')
    .description('List the targets in force and how they stand, by day due.')
    .option('--bureau <code>', 'needed when there are several')
    .action((options: { bureau?: string }) =>
      run(async (context) => {
        const bureau = await chooseBureau(context, options.bureau);
        for (const standing of await targetStandings(context, bureau)) {
          print(lineOf(standing));
        }
        return 0;
      }),
    );

  target
    .command('end')
    .description('End a target; it stays on record.')
    .argument('<id>', 'as listed', readCount)
    .option('--bureau <code>', 'needed when there are several')
    .action((id: number, options: { bureau?: string }) =>
      run(async (context) => {
        const bureau = await chooseBureau(context, options.bureau);
        const work = {
          action: 'COVERAGE_TARGET_ENDED',
          bureauCode: bureau.bureau.code,
          subject: { id },
        } as const;
        idOf(
          await onRecord(context, work, () =>
            inTransaction(context.pool, (client) => endCoverageTarget(client, bureau, id, authorOf(context))),
          ),
        );
        return 0;
      }),
    );
}

function lineOf({ target, status, now, remaining }: CoverageTargetStanding): string {
  return [
    target.id,
    target.subject,
    target.mode ?? '-',
    target.thresholdMinutes ?? '-',
    `>= ${target.value}`,
    target.dueOn,
    status,
    `${now.numerator} / ${now.denominator}`,
    `${remaining ?? '-'} to go`,
  ].join('\t');
}

/** @throws StartupError with the code of a refusal */
function idOf(outcome: CoverageTargetOutcome): number | null {
  if ('code' in outcome) {
    throw new StartupError(`Nothing was changed: ${outcome.code}.`);
  }
  return outcome.id;
}

function authorOf({ principal, clock }: RequestContext): CoverageTargetAuthor {
  return { actor: principal.actor, at: clock(), provenance: 'REPORTED' };
}

function oneOf<Value extends string>(values: readonly Value[]): (text: string) => Value {
  return (text) => {
    const found = values.find((each) => each === text.toUpperCase());
    if (found === undefined) {
      throw new InvalidArgumentError(`one of ${values.join(', ')}.`);
    }
    return found;
  };
}

function readShare(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  if (!match) {
    throw new InvalidArgumentError('a share such as 0.95 or 95%.');
  }
  return match[2] === '' ? Number(match[1]) : Number(match[1]) / 100;
}

function readDay(text: string): string {
  const parsed = parseDay(text);
  if ('code' in parsed) {
    throw new InvalidArgumentError('a day such as 2026-12-31.');
  }
  return parsed.value;
}

function readCount(text: string): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw new InvalidArgumentError('a whole number.');
  }
  return Number(text);
}
