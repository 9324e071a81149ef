import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import type { JobProcesses } from '../platform/job-processes.ts';
import { withoutPersonalData } from '../platform/personal-data.ts';
import { rowIdOf } from '../platform/row-id.ts';
import { StartupError } from '../platform/startup-error.ts';
import type { ApplicantKeys } from './applicant-keys.ts';
import { fieldsOf } from './fields.ts';
import type {
  ImportDraft,
  ImportFile,
  ImportPreview,
  ImportProfile,
  ProfileSaved,
  RunStarted,
} from './import-desk.type.ts';
import type { ImportFiles } from './import-files.ts';
import type { RecordKind } from './import-run.entity.ts';
import { errorOf, findImportRun, reasonsOf } from './import-run.service.ts';
import type { ImportWork } from './import-worker.ts';
import { previewFile, readHead } from './preview-file.ts';
import { type MappingProfile, parseProfile } from './profile.ts';
import { listProfiles, type StoredProfile, saveProfile } from './profile-store.ts';
import { FileRefusal, type FileRefusalCode } from './refusal-codes.ts';
import { fitProfiles, nativeProfileOf, suggestColumns, titlesOfFields } from './suggest-mapping.ts';
import { undoRun } from './undo-run.ts';

/** What the import desk needs beside a request: where files wait, and who carries them in. */
export interface ImportContext extends RequestContext {
  readonly importFiles: ImportFiles;
  readonly jobProcesses: JobProcesses;
  readonly applicantKeys: ApplicantKeys;
}

export interface SheetOfFile {
  readonly fileId: string;
  /** Of a workbook; null: the first. */
  readonly sheet: string | null;
}

/** Of a cell in a sample: enough to know the column by; an outline may be a megabyte. */
const SHOWN_CHARACTERS = 60;

const IMPORT_WORKER = new URL('./import-worker.ts', import.meta.url);

/** Of the heap of one import: it streams, so more would only be rubbish not yet collected. */
const HEAP_MEGABYTES = 224;

/** What is known of a file that cannot be read. */
const UNREADABLE = { header: [], sample: [], encoding: null, format: null, sheets: [], profiles: [] };

/** A file that waits, with the profiles that it could belong to; null: there is none. */
export async function describeFile(
  { pool, importFiles }: ImportContext,
  { id: bureauId }: BureauScope,
  fileId: string,
  sheet: string | null,
): Promise<ImportFile | null> {
  const file = await importFiles.find(bureauId, fileId);
  if (!file) {
    return null;
  }
  const profiles = await listProfiles(pool, bureauId);
  try {
    const head = await readHead(importFiles.pathOf(file.id), sheet);
    const stored = new Map(profiles.map((each) => [each.profile, each]));
    const fits = fitProfiles([...stored.keys()], head.header);
    return {
      ...file,
      ...head,
      sample: head.sample.map((row) =>
        row.map((cell) => withoutPersonalData(cell).slice(0, SHOWN_CHARACTERS)),
      ),
      profiles: fits.flatMap(({ profile, matchedFields, missingColumns }) => {
        const found = stored.get(profile);
        return found ? [{ profile: describeProfile(found), matchedFields, missingColumns }] : [];
      }),
      error: null,
    };
  } catch (error) {
    return {
      ...file,
      ...UNREADABLE,
      error: errorOf(refusalIn(error)),
    };
  }
}

export async function describeProfiles(
  { pool }: RequestContext,
  { id }: BureauScope,
): Promise<ImportProfile[]> {
  return (await listProfiles(pool, id)).map(describeProfile);
}

function describeProfile({ profile, isBuiltIn, createdAt }: StoredProfile): ImportProfile {
  const { name, version, recordKind } = profile;
  return { name, version, recordKind, isBuiltIn, createdAt, document: JSON.stringify(profile, null, 2) };
}

/** A mapping to begin from; null: no such file, or one that cannot be read. */
export async function draftMapping(
  { pool, importFiles }: ImportContext,
  scope: BureauScope,
  { fileId, sheet, recordKind }: SheetOfFile & { readonly recordKind: RecordKind },
): Promise<ImportDraft | null> {
  const file = await importFiles.find(scope.id, fileId);
  const profiles = (await listProfiles(pool, scope.id)).filter(({ isBuiltIn }) => isBuiltIn);
  const native = nativeProfileOf(
    profiles.map(({ profile }) => profile),
    recordKind,
  );
  if (!file || !native) {
    return null;
  }
  const { header, sample } = await readHead(importFiles.pathOf(file.id), sheet);
  const suggestions = suggestColumns(native, header, sample, scope.calendar.timeZone);
  const document: MappingProfile = {
    ...native,
    name: '',
    version: 1,
    columns: Object.fromEntries(
      suggestions.map(({ field, header: name }) => [
        field,
        { headers: [name], ...(native.columns[field]?.required && { required: true }) },
      ]),
    ),
  };
  return { fields: describeFields(native), suggestions, document: JSON.stringify(document) };
}

/** The fields of a kind under the names that its native profile gives them. */
function describeFields(native: MappingProfile): ImportDraft['fields'] {
  const titlesOf = titlesOfFields(native);
  return Object.entries(fieldsOf(native.recordKind)).flatMap(([name, spec]) => {
    const column = native.columns[name];
    return column === undefined
      ? []
      : [
          {
            name,
            ...titlesOf(name),
            type: spec.type,
            isRequired: column.required ?? false,
            values: spec.type === 'ENUM' ? spec.values : [],
          },
        ];
  });
}

/** @param document a profile as JSON, saved or not */
export async function previewImport(
  { pool, importFiles }: ImportContext,
  scope: BureauScope,
  { fileId, sheet, document }: SheetOfFile & { readonly document: string },
): Promise<ImportPreview> {
  try {
    const { path } = await waiting(importFiles, scope, fileId);
    const preview = await previewFile(
      path,
      { pool, bureauId: scope.id, timeZone: scope.calendar.timeZone },
      profileIn(document),
      sheet,
    );
    return {
      ...preview,
      rows: preview.rows.map((row) => ({
        ...row,
        refusals: row.refusals.map((refusal) => ({ ...refusal, ...reasonsOf(refusal.code) })),
      })),
      error: null,
    };
  } catch (error) {
    return { rows: [], ignoredColumns: [], unknownWords: [], error: errorOf(refusalIn(error)) };
  }
}

export async function keepProfile(
  { pool, principal, clock }: RequestContext,
  { id, bureau: { code } }: BureauScope,
  document: string,
): Promise<ProfileSaved> {
  try {
    const saved = await saveProfile(pool, { id, code }, document, { actor: principal.actor, now: clock() });
    return { profile: describeProfile(saved), problem: null };
  } catch (error) {
    if (error instanceof StartupError) {
      return { profile: null, problem: error.message };
    }
    throw error;
  }
}

/** Begins a run in a process of its own. A file that is in is removed; one that was only tried, or failed, waits on. */
export async function startImport(
  context: ImportContext,
  scope: BureauScope,
  { fileId, sheet, document, dryRun }: SheetOfFile & { readonly document: string; readonly dryRun: boolean },
): Promise<RunStarted> {
  const { importFiles, jobProcesses, applicantKeys, pool, principal } = context;
  try {
    const { path, name } = await waiting(importFiles, scope, fileId);
    const work: ImportWork = {
      databaseUrl: pool.options.connectionString ?? '',
      bureauCode: scope.bureau.code,
      filePath: path,
      fileName: name,
      sheet,
      profile: profileIn(document),
      dryRun,
      applicantKeys: applicantKeys.toJSON(),
      actor: principal.actor,
    };
    const runId = await jobProcesses.start({
      module: IMPORT_WORKER,
      work,
      maxHeapMegabytes: HEAP_MEGABYTES,
      refusalOf: (code: FileRefusalCode, message) => new FileRefusal(code, message),
      onDone: (succeeded) => {
        if (succeeded && !dryRun) {
          importFiles.remove(fileId).catch(() => undefined);
        }
      },
    });
    return { run: await findImportRun(context, scope, String(runId)), error: null };
  } catch (error) {
    return { run: null, error: errorOf(refusalIn(error)) };
  }
}

export async function takeBackRun(
  context: RequestContext,
  scope: BureauScope,
  runId: string,
): Promise<RunStarted> {
  const { pool, principal, clock } = context;
  try {
    const undo = await undoRun({
      pool,
      bureauCode: scope.bureau.code,
      runId: rowIdOf(runId),
      actor: principal.actor,
      now: clock,
    });
    return undo.refusal
      ? { run: null, error: errorOf(undo.refusal) }
      : { run: await findImportRun(context, scope, String(undo.runId)), error: null };
  } catch (error) {
    return { run: null, error: errorOf(refusalIn(error)) };
  }
}

async function waiting(importFiles: ImportFiles, { id }: BureauScope, fileId: string) {
  const file = await importFiles.find(id, fileId);
  if (!file) {
    throw new FileRefusal('FILE_NOT_FOUND');
  }
  return { path: importFiles.pathOf(file.id), name: file.name };
}

/** @throws FileRefusal INVALID_PROFILE */
function profileIn(document: string): MappingProfile {
  try {
    return parseProfile(document, 'that was sent');
  } catch (error) {
    throw error instanceof StartupError ? new FileRefusal('INVALID_PROFILE', error.message) : error;
  }
}

/** What a person can act on; anything else is ours and goes up. */
function refusalIn(error: unknown): FileRefusal {
  if (error instanceof FileRefusal) {
    return error;
  }
  throw error;
}
