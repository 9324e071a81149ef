import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { Audited } from '../platform/audited.ts';
import { rowIdOf } from '../platform/row-id.ts';
import {
  describeFile,
  describeProfiles,
  draftMapping,
  type ImportContext,
  keepProfile,
  previewImport,
  startImport,
  takeBackRun,
} from './import-desk.service.ts';
import {
  ImportChange,
  ImportDraft,
  ImportFile,
  ImportPreview,
  ImportProfile,
  ImportUndo,
  ProfileSaved,
  RunStarted,
} from './import-desk.type.ts';
import type { RecordKind } from './import-run.entity.ts';
import { describeUndo, listChanges } from './import-run.service.ts';
import { requestCancel } from './import-run.sql.ts';
import { ImportRun, RecordKindEnum } from './import-run.type.ts';

const DOCUMENT = { description: 'A mapping profile as JSON, saved or not.' };

const SHEET = { nullable: true, description: 'Of a workbook; null: the first.' };

/** Where an officer brings files in. Files themselves come by POST /api/import-files. */
@Resolver()
export class ImportDeskResolver {
  @Access('IMPORTER')
  @Query(() => ImportFile, {
    nullable: true,
    description: 'A file on its way in; null: there is none, or no longer.',
  })
  async importFile(
    @Ctx() context: ImportContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('id', () => ID) id: string,
    @Arg('sheet', () => String, SHEET) sheet: string | null,
  ): Promise<ImportFile | null> {
    return describeFile(context, await enterBureau(context, bureau), id, sheet ?? null);
  }

  @Access('IMPORTER')
  @Query(() => [ImportProfile], {
    description: 'Built-in profiles, then the bureau’s own in their newest versions.',
  })
  async importProfiles(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
  ): Promise<ImportProfile[]> {
    return describeProfiles(context, await enterBureau(context, bureau));
  }

  @Access('IMPORTER')
  @Query(() => ImportDraft, { nullable: true, description: 'A mapping to begin from; null: no such file.' })
  async importDraft(
    @Ctx() context: ImportContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('file', () => ID) file: string,
    @Arg('recordKind', () => RecordKindEnum) recordKind: RecordKind,
    @Arg('sheet', () => String, SHEET) sheet: string | null,
  ): Promise<ImportDraft | null> {
    const scope = await enterBureau(context, bureau);
    return draftMapping(context, scope, { fileId: file, sheet: sheet ?? null, recordKind });
  }

  @Access('IMPORTER')
  @Query(() => ImportPreview, {
    description: 'The first rows as they would be understood; nothing is imported.',
  })
  async importPreview(
    @Ctx() context: ImportContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('file', () => ID) file: string,
    @Arg('profile', () => String, DOCUMENT) profile: string,
    @Arg('sheet', () => String, SHEET) sheet: string | null,
  ): Promise<ImportPreview> {
    const scope = await enterBureau(context, bureau);
    return previewImport(context, scope, { fileId: file, sheet: sheet ?? null, document: profile });
  }

  @Access('STEWARD')
  @Audited('PROFILE_SAVED')
  @Mutation(() => ProfileSaved, {
    description:
      'Keeps a profile under its name as the next version. The same content again is the version it was.',
  })
  async saveImportProfile(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('document', () => String, DOCUMENT) document: string,
  ): Promise<ProfileSaved> {
    return keepProfile(context, await enterBureau(context, bureau), document);
  }

  @Access('IMPORTER')
  @Audited('IMPORT_STARTED', 'file', 'dryRun')
  @Mutation(() => RunStarted, {
    description: 'Begins an import and returns its run at once; ask importRun how far it is.',
  })
  async startImport(
    @Ctx() context: ImportContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('file', () => ID) file: string,
    @Arg('profile', () => String, DOCUMENT) profile: string,
    @Arg('dryRun', () => Boolean, { description: 'Tells what would change, and changes nothing.' })
    dryRun: boolean,
    @Arg('sheet', () => String, SHEET) sheet: string | null,
  ): Promise<RunStarted> {
    const scope = await enterBureau(context, bureau);
    return startImport(context, scope, { fileId: file, sheet: sheet ?? null, document: profile, dryRun });
  }

  @Access('IMPORTER')
  @Audited('IMPORT_CANCELLED', 'run')
  @Mutation(() => Boolean, {
    description: 'Asks a running import to stop; nothing of it will be in. false: it is not running.',
  })
  async cancelImport(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('run', () => ID) run: string,
  ): Promise<boolean> {
    const { id } = await enterBureau(context, bureau);
    return requestCancel(context.pool, id, rowIdOf(run), context.clock());
  }

  @Access('STEWARD')
  @Audited('IMPORT_UNDONE', 'run')
  @Mutation(() => RunStarted, {
    description:
      'Takes a run back by a run of its own: its facts are superseded, nothing is erased. Refused with UNDO_BLOCKED while later runs rest on it. Taking back that run brings the first one back.',
  })
  async undoImport(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('run', () => ID) run: string,
  ): Promise<RunStarted> {
    return takeBackRun(context, await enterBureau(context, bureau), run);
  }

  @Access('IMPORTER')
  @Audited('FILE_DISCARDED', 'file')
  @Mutation(() => Boolean, { description: 'Removes a file that is on its way in. false: there is none.' })
  async discardImportFile(
    @Ctx() context: ImportContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('file', () => ID) file: string,
  ): Promise<boolean> {
    const { id } = await enterBureau(context, bureau);
    const found = await context.importFiles.find(id, file);
    if (found) {
      await context.importFiles.remove(found.id);
    }
    return found !== null;
  }
}

/** What a run did, record by record, and whether it can be taken back. */
@Resolver(() => ImportRun)
export class ImportRunOutcomeResolver {
  @FieldResolver(() => [ImportChange], {
    description:
      'What it changed, or as a dry run would change: the first 200 records, in the order of the file.',
  })
  changes(@Root() run: ImportRun, @Ctx() context: RequestContext): Promise<readonly ImportChange[]> {
    return listChanges(context, run);
  }

  @FieldResolver(() => ImportUndo)
  undo(@Root() run: ImportRun, @Ctx() context: RequestContext): Promise<ImportUndo> {
    return describeUndo(context, Number(run.id));
  }
}
