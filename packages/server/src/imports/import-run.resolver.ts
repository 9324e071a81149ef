import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import type { Connection } from '../platform/connection.ts';
import { findImportRun, listImportRuns, listRefusals, refusalCounts } from './import-run.service.ts';
import {
  type ImportRefusal,
  ImportRefusalConnection,
  ImportRun,
  ImportRunConnection,
  RefusalCount,
} from './import-run.type.ts';

@Resolver(() => ImportRun)
export class ImportRunResolver {
  @Access('RUN_READER')
  @Query(() => ImportRunConnection, { description: 'Import runs of a bureau, the newest first.' })
  async importRuns(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('first', () => Int, { defaultValue: 25, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<ImportRun>> {
    return listImportRuns(context, await enterBureau(context, bureau), { first, after: after ?? null });
  }

  @Access('RUN_READER')
  @Query(() => ImportRun, { nullable: true, description: 'One import run; null: no such run of the bureau.' })
  async importRun(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('id', () => ID) id: string,
  ): Promise<ImportRun | null> {
    return findImportRun(context, await enterBureau(context, bureau), id);
  }

  @FieldResolver(() => ImportRefusalConnection, { description: 'Refused rows in the order of the file.' })
  refusals(
    @Root() run: ImportRun,
    @Ctx() context: RequestContext,
    @Arg('code', () => String, { nullable: true, description: 'Only those with this code.' }) code:
      | string
      | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<ImportRefusal>> {
    return listRefusals(context, Number(run.id), code ?? null, { first, after: after ?? null });
  }

  @FieldResolver(() => [RefusalCount], {
    description: 'Refusals by code, most first; a row may have several.',
  })
  refusalCounts(@Root() run: ImportRun, @Ctx() context: RequestContext): Promise<readonly RefusalCount[]> {
    return refusalCounts(context).load(Number(run.id));
  }
}
