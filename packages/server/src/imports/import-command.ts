import type { Writable } from 'node:stream';
import { Presets, SingleBar } from 'cli-progress';
import type pg from 'pg';
import type { OwnerContext } from '../identity/request-context.ts';
import type { Datum } from '../places/datum.ts';
import { onRecord } from '../platform/audited.ts';
import { StartupError } from '../platform/startup-error.ts';
import type { ApplicantKeys } from './applicant-keys.ts';
import { isPlaceKind } from './place-kind.ts';
import { loadProfile, type MappingProfile } from './profile.ts';
import { findOwnProfile } from './profile-store.ts';
import { FileRefusal, ROW_REFUSALS } from './refusal-codes.ts';
import { type ImportSummary, runImport } from './run-import.ts';

export interface ImportCommand {
  readonly owner: OwnerContext;
  readonly file: string;
  readonly profileName: string;
  /** null: the only bureau there is. */
  readonly bureauCode: string | null;
  /** Of a workbook; null: the first. */
  readonly sheet: string | null;
  readonly dryRun: boolean;
  readonly applicantKeys: ApplicantKeys;
  /** In what the file gives its coordinates; null: as the profile says. */
  readonly datum: Datum | null;
}

/** @returns the exit code: 0 taken (refused rows are told), 1 the file was not taken */
export async function runImportCommand(
  command: ImportCommand,
  out: Writable,
  err: Writable,
): Promise<number> {
  const { owner, dryRun } = command;
  const { pool } = owner;
  const bureauCode = await chooseBureau(pool, command.bureauCode);
  const found =
    (await findOwnProfile(pool, bureauCode, command.profileName)) ?? (await loadProfile(command.profileName));
  const profile = command.datum === null ? found : declareDatum(found, command.datum);
  const bar = new SingleBar(
    {
      format: '{bar} {percentage}% · {rows} rows · {phase}',
      stream: err as NodeJS.WriteStream,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  bar.start(1, 0, { rows: 0, phase: '' });
  const work = { bureauCode, action: 'IMPORT_STARTED', subject: { profile: profile.name, dryRun } } as const;
  const summary = await onRecord(owner, work, () =>
    runImport({
      pool,
      bureauCode,
      filePath: command.file,
      sheet: command.sheet,
      profile,
      dryRun,
      applicantKeys: command.applicantKeys,
      actor: 'operator',
      now: owner.clock,
      onProgress: ({ phase, done, total, rowsRead }) => {
        bar.setTotal(total ?? 1);
        bar.update(total === null ? 1 : done, { rows: rowsRead, phase: phase.toLowerCase() });
      },
    }).catch((error: unknown) => {
      throw error instanceof FileRefusal ? new StartupError(error.describe()) : error;
    }),
  ).finally(() => bar.stop());
  if (summary.refusal) {
    throw new StartupError(`Run ${summary.runId}: ${summary.refusal.describe()}`);
  }
  out.write(`${describe(summary, dryRun)}\n`);
  await describeRefusals(pool, summary, out);
  return 0;
}

/** @throws StartupError: its records are not on the map */
function declareDatum(profile: MappingProfile, datum: Datum): MappingProfile {
  if (!isPlaceKind(profile.recordKind)) {
    throw new StartupError(`--datum is for records on the map, and those of ${profile.name} are not.`);
  }
  return { ...profile, datum };
}

async function chooseBureau(pool: pg.Pool, code: string | null): Promise<string> {
  const { rows } = await pool.query<{ code: string }>('select code from bureau order by code');
  const codes = rows.map((row) => row.code);
  const [only] = codes;
  if (code === null && only !== undefined && codes.length === 1) {
    return only;
  }
  if (code === null || !codes.includes(code)) {
    throw new StartupError(
      `${code === null ? 'Which bureau? Say --bureau CODE.' : `There is no bureau ${code}.`} There are: ${codes.join(', ') || 'none; add one with "bureau add"'}.`,
    );
  }
  return code;
}

function describe(summary: ImportSummary, dryRun: boolean): string {
  const { recordsAdded, recordsChanged, recordsUnchanged, eventsAdded, eventsSuperseded } = summary;
  return [
    `Run ${summary.runId}${dryRun ? ' (dry run: nothing was changed)' : ''}: ${summary.rowsRead} rows, ${summary.rowsAccepted} accepted, ${summary.rowsRefused} refused; ${summary.encoding}.`,
    `Records: ${recordsAdded} added, ${recordsChanged} changed, ${recordsUnchanged} unchanged. Events: ${eventsAdded} added, ${eventsSuperseded} superseded.`,
    ...(summary.ignoredColumns.length > 0
      ? [`Columns that the profile does not map: ${summary.ignoredColumns.join(', ')}.`]
      : []),
  ].join('\n');
}

/** Enough to see what is wrong; all of them stand on the page of the run. */
const SHOWN_REFUSALS = 10;

async function describeRefusals(pool: pg.Pool, summary: ImportSummary, out: Writable): Promise<void> {
  const { rows } = await pool.query<{
    row_number: number;
    column_name: string | null;
    value: string | null;
    code: keyof typeof ROW_REFUSALS;
    expected: string;
  }>(
    'select row_number, column_name, value, code, expected from import_refusal where import_run_id = $1 order by row_number, id limit $2',
    [summary.runId, SHOWN_REFUSALS],
  );
  for (const row of rows) {
    const where = [`row ${row.row_number}`, row.column_name, row.value && JSON.stringify(row.value)]
      .filter(Boolean)
      .join(', ');
    out.write(`  ${where}: ${row.code}, ${ROW_REFUSALS[row.code][1]} Expected: ${row.expected}\n`);
  }
  if (summary.rowsRefused > SHOWN_REFUSALS) {
    out.write(`  … the rest stands on the page of run ${summary.runId}.\n`);
  }
}
