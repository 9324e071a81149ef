import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type pg from 'pg';
import { StartupError } from '../../platform/startup-error.ts';
import type { ReleaseFile } from '../release-file.ts';
import { readReleaseFiles, readSite } from './read-site.ts';
import { RELEASES_PATH, siteFiles } from './site-files.ts';

/**
 * Writes everything that is published as a folder that any web server can host: the same bytes for the same releases. It is written beside and
 * put in place at the end; an earlier export is replaced whole.
 * @param bureauCode of one bureau only; null: of all
 * @returns how many releases and files
 * @throws StartupError BUREAU_NOT_FOUND, or FOLDER_NOT_EMPTY: what stands there is not ours to replace
 */
export async function exportSite(
  pool: Pick<pg.Pool, 'query'>,
  folder: string,
  bureauCode: string | null,
): Promise<{ readonly releases: number; readonly files: number }> {
  const bureaux = (await readSite(pool)).filter(({ code }) => bureauCode === null || code === bureauCode);
  if (bureauCode !== null && bureaux.length === 0) {
    throw new StartupError(`BUREAU_NOT_FOUND: ${bureauCode} has published nothing.`);
  }
  const target = resolve(folder);
  const isThere = await isOursToReplace(target);
  const beside = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`);
  const old = `${beside}.old`;
  try {
    let files = await writeFiles(beside, siteFiles(bureaux));
    for (const bureau of bureaux) {
      for (const { number } of bureau.releases) {
        const kept = (await readReleaseFiles(pool, bureau, number)) ?? [];
        files += await writeFiles(join(beside, bureau.code, number), kept);
      }
    }
    if (isThere) {
      await rename(target, old);
    }
    await rename(beside, target);
    return { releases: bureaux.reduce((sum, { releases }) => sum + releases.length, 0), files };
  } finally {
    await rm(beside, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

/** Whether there is a folder: an empty one, or an earlier export. @throws StartupError FOLDER_NOT_EMPTY for any other */
async function isOursToReplace(target: string): Promise<boolean> {
  let names: string[];
  try {
    names = await readdir(target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return false;
    }
    throw new StartupError(`FOLDER_NOT_EMPTY: ${target} is not a folder.`);
  }
  if (names.length > 0 && !(await isExport(target))) {
    throw new StartupError(`FOLDER_NOT_EMPTY: ${target} holds something else than an earlier export.`);
  }
  return true;
}

async function isExport(target: string): Promise<boolean> {
  try {
    const list = JSON.parse(await readFile(join(target, RELEASES_PATH), 'utf8')) as { generator?: unknown };
    return list.generator === 'service-circle';
  } catch {
    return false;
  }
}

async function writeFiles(folder: string, files: readonly ReleaseFile[]): Promise<number> {
  for (const { path, bytes } of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  return files.length;
}
