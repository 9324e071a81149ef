import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { Audited } from '../platform/audited.ts';
import { briefMonth, writeComment } from './briefing.service.ts';
import { Briefing, CommentWritten } from './briefing.type.ts';

const MONTH = { description: 'YYYY-MM.' };

@Resolver(() => Briefing)
export class BriefingResolver {
  @Access('READER')
  @Query(() => Briefing, { description: 'The monthly briefing (月报).' })
  async briefing(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('month', () => ID, MONTH) month: string,
  ): Promise<Briefing> {
    return briefMonth(context, await enterBureau(context, bureau), month);
  }

  @Access('LEADER')
  @Audited('BRIEFING_COMMENTED', 'month')
  @Mutation(() => CommentWritten, { description: "Keeps a leader's comment with its month." })
  async writeBriefingComment(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('month', () => ID, MONTH) month: string,
    @Arg('text', () => String, { description: 'At most 600 characters; empty: nothing to say.' })
    text: string,
    @Arg('over', () => Int, { description: 'The version that it was written over; 0: there was none.' })
    over: number,
  ): Promise<CommentWritten> {
    return writeComment(context, await enterBureau(context, bureau), { month, text, over });
  }
}
