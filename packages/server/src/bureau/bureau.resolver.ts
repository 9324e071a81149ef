import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { Bureau, Freshness } from './bureau.type.ts';
import { listBureaus } from './bureau-scope.ts';
import { freshnessOf } from './freshness.ts';

@Resolver(() => Bureau)
export class BureauResolver {
  @Access('ANYONE')
  @Query(() => [Bureau], {
    description: 'The bureaux the caller may see, the demonstration first, then by code.',
  })
  async bureaus(@Ctx() context: RequestContext): Promise<Bureau[]> {
    return (await listBureaus(context)).map((scope) => new Bureau(scope));
  }

  @Access('ANYONE')
  @Query(() => Bureau, {
    nullable: true,
    description:
      'One bureau; without a code the first the caller may see. null: there is none, or it is not theirs.',
  })
  async bureau(
    @Ctx() context: RequestContext,
    @Arg('code', () => ID, { nullable: true }) code: string | null,
  ): Promise<Bureau | null> {
    const scopes = await listBureaus(context);
    const scope = code == null ? scopes[0] : scopes.find((each) => each.bureau.code === code);
    return scope ? new Bureau(scope) : null;
  }

  @FieldResolver(() => Freshness)
  freshness(@Root() bureau: Bureau, @Ctx() context: RequestContext): Promise<Freshness> {
    return freshnessOf(context, bureau.scope);
  }
}
