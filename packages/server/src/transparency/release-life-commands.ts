import { type Command, InvalidArgumentError } from 'commander';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { chooseBureau } from '../bureau/choose-bureau.ts';
import type { RequestContext } from '../identity/request-context.ts';
import type { AuditAction } from '../platform/audit-trail.ts';
import { onRecord } from '../platform/audited.ts';
import { StartupError } from '../platform/startup-error.ts';
import type { CommandRunner } from '../warnings/warning-commands.ts';
import {
  prepareRelease,
  publishRelease,
  type ReleaseActor,
  type ReleaseOutcome,
  withdrawRelease,
} from './release.service.ts';
import { type ReleaseRow, releasesOf, setReleaseDay } from './release.sql.ts';
import { monthBefore } from './release-figures.ts';

const MOST_LISTED = 100;

interface Options {
  readonly bureau?: string;
  /** For whom the operator acts: publishing takes another than preparing. */
  readonly as: string;
}

/** Preparing, publishing and withdrawing by the operator, who says on whose behalf. */
export function addReleaseLifeCommands(release: Command, { run, print }: CommandRunner): void {
  const decide = (
    options: Options,
    action: AuditAction,
    subject: Readonly<Record<string, string | number>>,
    work: (context: RequestContext, bureau: BureauScope, by: ReleaseActor) => Promise<ReleaseOutcome>,
  ) =>
    run(async (context) => {
      const bureau = await chooseBureau(context, options.bureau);
      const by = { actor: `OPERATOR: ${options.as}`, accountId: null };
      const outcome = await onRecord(context, { action, bureauCode: bureau.bureau.code, subject }, () =>
        work(context, bureau, by),
      );
      if ('code' in outcome) {
        throw new StartupError(`Nothing was changed: ${outcome.code}.`);
      }
      print(`Release ${outcome.id}.`);
      return 0;
    });
  const command = (name: string, description: string) =>
    release
      .command(name)
      .description(description)
      .option('--bureau <code>', 'needed when there are several')
      .requiredOption('--as <name>', 'on whose behalf; publishing takes another name than preparing');

  command('prepare', 'Prepare the draft of a month: the last one by default.')
    .option('--month <month>', 'such as 2021-11')
    .option('--reason-zh <text>', 'why a month that was released is released again, in Chinese')
    .option('--reason-en <text>', 'the same in English')
    .action((options: Options & { month?: string; reasonZh?: string; reasonEn?: string }) => {
      const { reasonZh, reasonEn } = options;
      const isCorrection = reasonZh !== undefined || reasonEn !== undefined;
      const correction = isCorrection ? { reasonZh: reasonZh ?? '', reasonEn: reasonEn ?? '' } : null;
      return decide(
        options,
        isCorrection ? 'RELEASE_CORRECTED' : 'RELEASE_PREPARED',
        options.month ? { month: options.month } : {},
        (context, bureau, by) => {
          const month = options.month ?? monthBefore(bureau.today.slice(0, 7));
          return prepareRelease(context, bureau, month, correction, by);
        },
      );
    });

  command('publish', 'Publish a draft, for ever as it is.')
    .argument('<id>', 'as listed', readId)
    .action((id: number, options: Options) =>
      decide(options, 'RELEASE_PUBLISHED', { id }, (context, bureau, by) =>
        publishRelease(context, bureau, id, by),
      ),
    );

  command('withdraw', 'Withdraw a draft; it stays on record.')
    .argument('<id>', 'as listed', readId)
    .action((id: number, options: Options) =>
      decide(options, 'RELEASE_WITHDRAWN', { id }, (context, bureau, by) =>
        withdrawRelease(context, bureau, id, by),
      ),
    );

  release
    .command('list')
    .description('List the releases, the newest month first.')
    .option('--bureau <code>', 'needed when there are several')
    .action((options: { bureau?: string }) =>
      run(async (context) => {
        const bureau = await chooseBureau(context, options.bureau);
        const { rows } = await context.pool.query<ReleaseRow>(releasesOf(bureau.id, null, MOST_LISTED));
        for (const row of rows) {
          const checks = row.checks.filter(({ outcome }) => outcome !== 'PASSED');
          print(
            [
              row.id,
              row.number,
              row.state,
              row.preparedBy,
              row.decidedBy ?? '-',
              checks.map(({ code, outcome }) => `${code}: ${outcome}`).join(', ') || 'checks passed',
            ].join('\t'),
          );
        }
        return 0;
      }),
    );

  release
    .command('day')
    .description(
      'On which day of the month the month before is released; its draft is prepared three working days before.',
    )
    .argument('<day>', '1 to 28, or none', readReleaseDay)
    .option('--bureau <code>', 'needed when there are several')
    .action((day: number | null, options: { bureau?: string }) =>
      run(async (context) => {
        const bureau = await chooseBureau(context, options.bureau);
        await context.pool.query(setReleaseDay(bureau.id, day));
        return 0;
      }),
    );
}

function readId(text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new InvalidArgumentError('a number, as listed.');
  }
  return Number(text);
}

function readReleaseDay(text: string): number | null {
  if (text === 'none') {
    return null;
  }
  const day = Number(text);
  if (!Number.isInteger(day) || day < 1 || day > 28) {
    throw new InvalidArgumentError('1 to 28, or none.');
  }
  return day;
}
