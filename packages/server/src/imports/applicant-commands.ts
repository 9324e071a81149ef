import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { onRecord } from '../platform/audited.ts';
import { StartupError } from '../platform/startup-error.ts';
import { loadApplicantKeys, rotateApplicantKey } from './applicant-keys.ts';
import { eraseApplicant } from './erase-applicants.ts';

export interface ApplicantCommandRunner {
  /** Runs with the operator's context on the store of this installation, to an exit code. */
  run(command: (context: RequestContext, dataFolder: string) => Promise<number>): Promise<void>;
  print(line: string): void;
  readonly input: Readable;
}

/** The operator's commands about who applied. */
export function addApplicantCommands(program: Command, { run, print, input }: ApplicantCommandRunner): void {
  const applicant = program.command('applicant').description('Who applied, which is kept as a keyed hash.');

  applicant
    .command('erase')
    .description(
      'Erase the hashes of an applicant, whose identity is read from standard input, so that no history of commands keeps it.',
    )
    .requiredOption('--bureau <code>', 'the bureau')
    .action((options: { bureau: string }) =>
      run(async (context, dataFolder) => {
        const identity = (await text(input)).trim();
        if (identity === '') {
          throw new StartupError('Nothing came by standard input: write the identity to it.');
        }
        const keys = await loadApplicantKeys(dataFolder);
        const work = { action: 'APPLICANT_ERASED', bureauCode: options.bureau, subject: {} } as const;
        const { applications } = await onRecord(context, work, async () => {
          const { id } = await enterBureau(context, options.bureau);
          return { applications: await eraseApplicant(context.pool, id, keys, identity) };
        });
        print(`Erased from ${applications} applications.`);
        return 0;
      }),
    );

  applicant
    .command('rotate-key')
    .description('Hash applicants under a new key from now on; restart the server for it.')
    .action(() =>
      run(async (context, dataFolder) => {
        const work = { action: 'APPLICANT_KEY_ROTATED', bureauCode: null, subject: {} } as const;
        await onRecord(context, work, () => rotateApplicantKey(dataFolder));
        print('There is a new key. Restart the server.');
        return 0;
      }),
    );
}
