import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type BureauScope, enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { Audited } from '../platform/audited.ts';
import { type Connection, connectionOf } from '../platform/connection.ts';
import { rowIdOf } from '../platform/row-id.ts';
import {
  prepareRelease,
  publishRelease,
  type ReleaseActor,
  type ReleaseOutcome,
  type ReleaseRefusalCode,
  whyNotPublish,
  withdrawRelease,
} from './release.service.ts';
import {
  PublishedRelease,
  Release,
  ReleaseComparison,
  type ReleaseDecided,
  ReleaseDecision,
  ReleaseRefusalCodeEnum,
  type ReleaseRefused,
  ReleaseSuppression,
} from './release.type.ts';
import {
  compareRelease,
  findPublishedRelease,
  findRelease,
  listPublishedReleases,
  listReleases,
  suppressionOf,
} from './release-list.service.ts';

const ReleaseConnection = connectionOf(Release, 'Release', 'RELEASER');

@Resolver(() => Release)
export class ReleaseResolver {
  @Access('RELEASER')
  @Query(() => ReleaseConnection, {
    description:
      'Releases of a bureau, drafts and withdrawn ones too: the newest month first, of a month the latest.',
  })
  async releases(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('first', () => Int, { defaultValue: 25, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<Release>> {
    return listReleases(context, await enterBureau(context, bureau), { first, after: after ?? null });
  }

  @Access('RELEASER')
  @Query(() => Release, { nullable: true, description: 'One release, whatever its state; null: no such id.' })
  async release(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('id', () => ID) id: string,
  ): Promise<Release | null> {
    return findRelease(context, await enterBureau(context, bureau), rowIdOf(id));
  }

  @FieldResolver(() => ReleaseSuppression)
  suppression(@Root() release: Release, @Ctx() context: RequestContext): Promise<ReleaseSuppression> {
    return suppressionOf(context, release);
  }

  @FieldResolver(() => ReleaseComparison)
  comparison(@Root() release: Release, @Ctx() context: RequestContext): Promise<ReleaseComparison> {
    return compareRelease(context, release);
  }

  @FieldResolver(() => ReleaseRefusalCodeEnum, {
    nullable: true,
    description: 'Why the caller may not publish it, whatever their role; null: nothing is in the way.',
  })
  refusal(@Root() release: Release, @Ctx() context: RequestContext): ReleaseRefusalCode | null {
    return whyNotPublish(release.row, actorOf(context));
  }

  @Access('STEWARD')
  @Audited('RELEASE_PREPARED', 'month')
  @Mutation(() => ReleaseDecision, {
    description: 'Prepares a draft of a month that was not released, in the place of its draft.',
  })
  async prepareRelease(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('month', () => ID, { description: 'YYYY-MM, one that has ended.' }) month: string,
  ): Promise<ReleaseDecided | ReleaseRefused> {
    const scope = await enterBureau(context, bureau);
    return decided(context, scope, await prepareRelease(context, scope, month, null, actorOf(context)));
  }

  @Access('STEWARD')
  @Audited('RELEASE_CORRECTED', 'month')
  @Mutation(() => ReleaseDecision, {
    description: 'Prepares a draft that takes the place of the release of a month, and says why.',
  })
  async correctRelease(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('month', () => ID, { description: 'YYYY-MM, one that was released.' }) month: string,
    @Arg('reasonZh', () => String, { description: 'In Chinese, 1 to 500 characters.' }) reasonZh: string,
    @Arg('reasonEn', () => String, { description: 'In English, 1 to 500 characters.' }) reasonEn: string,
  ): Promise<ReleaseDecided | ReleaseRefused> {
    const scope = await enterBureau(context, bureau);
    const correction = { reasonZh, reasonEn };
    return decided(context, scope, await prepareRelease(context, scope, month, correction, actorOf(context)));
  }

  @Access('LEADER')
  @Audited('RELEASE_PUBLISHED', 'id')
  @Mutation(() => ReleaseDecision, {
    description: 'Publishes a draft for ever; not one that the caller has prepared.',
  })
  async publishRelease(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('id', () => ID) id: string,
  ): Promise<ReleaseDecided | ReleaseRefused> {
    const scope = await enterBureau(context, bureau);
    return decided(context, scope, await publishRelease(context, scope, rowIdOf(id), actorOf(context)));
  }

  @Access('RELEASER')
  @Audited('RELEASE_WITHDRAWN', 'id')
  @Mutation(() => ReleaseDecision, { description: 'Withdraws a draft; it stays on record.' })
  async withdrawRelease(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('id', () => ID) id: string,
  ): Promise<ReleaseDecided | ReleaseRefused> {
    const scope = await enterBureau(context, bureau);
    return decided(context, scope, await withdrawRelease(context, scope, rowIdOf(id), actorOf(context)));
  }

  @Access('ANYONE')
  @Query(() => [PublishedRelease], {
    description: 'What a bureau has published: the newest month first, a correction before what it corrects.',
  })
  publishedReleases(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
  ): Promise<PublishedRelease[]> {
    return listPublishedReleases(context, bureau);
  }

  @Access('ANYONE')
  @Query(() => PublishedRelease, {
    nullable: true,
    description: 'One release as it was published; null: none is published under that number.',
  })
  publishedRelease(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('number', () => ID) number: string,
  ): Promise<PublishedRelease | null> {
    return findPublishedRelease(context, bureau, number);
  }
}

function actorOf({ principal }: RequestContext): ReleaseActor {
  return { actor: principal.actor, accountId: principal.accountId };
}

async function decided(
  context: RequestContext,
  scope: BureauScope,
  outcome: ReleaseOutcome,
): Promise<ReleaseDecided | ReleaseRefused> {
  if ('code' in outcome) {
    return outcome;
  }
  const release = await findRelease(context, scope, outcome.id);
  if (release === null) {
    throw new Error('What was decided on is there.');
  }
  return { release };
}
