import type { Command } from 'commander';
import type { CommandRunner } from '../warnings/warning-commands.ts';
import { exportSite } from './public-site/export-site.ts';
import { addReleaseLifeCommands } from './release-life-commands.ts';

/** The operator's commands of releases. */
export function addReleaseCommands(program: Command, runner: CommandRunner): void {
  const { run, print } = runner;
  const release = program.command('release').description('What the bureau publishes.');
  addReleaseLifeCommands(release, runner);

  release
    .command('export')
    .description('Write everything that is published as a folder that any web server can host.')
    .argument('<folder>', 'a new or empty one, or one of an earlier export, which is replaced')
    .option('--bureau <code>', 'of this bureau only')
    .action((folder: string, options: { bureau?: string }) =>
      run(async ({ pool }) => {
        const { releases, files } = await exportSite(pool, folder, options.bureau ?? null);
        print(`${releases} releases, ${files} files: ${folder}`);
        return 0;
      }),
    );
}
