import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { AUDIT_ACTION_NAMES, AUDIT_ACTIONS } from '../platform/audit-trail.ts';
import type { Connection } from '../platform/connection.ts';
import { listAuditEntries } from './audit.service.ts';
import { AuditActionChoice, AuditEntry, AuditEntryConnection, AuditFilter } from './audit.type.ts';

@Resolver(() => AuditEntry)
export class AuditResolver {
  @Access('ADMIN')
  @Query(() => AuditEntryConnection, {
    description:
      'What was done in a bureau: sign-ins, imports, edits, downloads, refusals, the newest first. Who sees every bureau finds in it what belongs to none, too.',
  })
  async auditEntries(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('filter', () => AuditFilter, { nullable: true }) filter: AuditFilter | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<AuditEntry>> {
    const scope = await enterBureau(context, bureau);
    return listAuditEntries(context, scope, filter ?? null, { first, after: after ?? null });
  }

  @Access('ADMIN')
  @Query(() => [AuditActionChoice], { description: 'Every action that goes on record.' })
  auditActions(): AuditActionChoice[] {
    return AUDIT_ACTION_NAMES.map((action) => {
      const [nameZh, nameEn] = AUDIT_ACTIONS[action];
      return { action, nameZh, nameEn };
    });
  }
}
