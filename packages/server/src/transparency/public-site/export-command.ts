import type { Command } from 'commander';
import type { CommandRunner } from '../../warnings/warning-commands.ts';
import { exportSite } from './export-site.ts';

/** `release export`: what is published, as a folder for any web server. */
export function addExportCommand(release: Command, { run, print }: CommandRunner): void {
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
