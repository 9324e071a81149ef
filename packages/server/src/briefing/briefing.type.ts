import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { DimensionValue } from '../applications/dimension.type.ts';
import { Freshness } from '../bureau/bureau.type.ts';
import { Period } from '../bureau/period.type.ts';
import { Access } from '../platform/access.ts';
import { DateTime } from '../platform/scalars.ts';

@Access('READER')
@ObjectType({
  description: 'What a leader says of a month; the newest of its versions, all of which are kept.',
})
export class BriefingComment {
  @Field(() => Int, { description: 'From 1.' })
  version!: number;
  @Field(() => String, { description: 'At most 600 characters: what two pages have room for.' })
  text!: string;
  @Field(() => DateTime)
  writtenAt!: Date;
}

@Access('READER')
@ObjectType({
  description: 'A service point by how many of its decisions were in time, with what chance alone could do.',
})
export class RankedServicePoint {
  @Field(() => DimensionValue)
  key!: DimensionValue;
  @Field(() => Int, {
    nullable: true,
    description:
      '1 = the best; points that chance could have put in another order share one. null: fewer than 30 judged decisions.',
  })
  rank!: number | null;
  @Field(() => Int)
  inTime!: number;
  @Field(() => Int, { description: 'Decided with a known promised limit.' })
  judged!: number;
  @Field(() => Float, { nullable: true, description: 'inTime ÷ judged; null: none was judged.' })
  rate!: number | null;
  @Field(() => Float, { nullable: true, description: 'Lower end of the 95 % score interval (Wilson 1927).' })
  lower!: number | null;
  @Field(() => Float, { nullable: true, description: 'Upper end of the 95 % score interval (Wilson 1927).' })
  upper!: number | null;
}

@Access('READER')
@ObjectType({
  description:
    'The monthly briefing (月报): what belongs to the month alone. Its figures are those of the other reports.',
})
export class Briefing {
  @Field(() => ID, { description: 'YYYY-MM.' })
  month!: string;
  @Field(() => Period, { description: 'The month; up to today for the present one.' })
  period!: Period;
  @Field(() => Freshness)
  freshness!: Freshness;
  @Field(() => BriefingComment, { nullable: true, description: 'null: nothing was written.' })
  comment!: BriefingComment | null;
  @Field(() => [RankedServicePoint], {
    description: 'The best first; those with too few decisions to be ranked last.',
  })
  servicePoints!: RankedServicePoint[];
}

@Access('LEADER')
@ObjectType({ description: 'A comment as it is now kept.' })
export class CommentWritten {
  @Field(() => BriefingComment, {
    nullable: true,
    description: 'The newest version: the one just written, or the one that was in the way.',
  })
  comment!: BriefingComment | null;
  @Field(() => String, {
    nullable: true,
    description: 'CONFLICT: someone else wrote in the meantime; TOO_LONG. null: written.',
  })
  problem!: 'CONFLICT' | 'TOO_LONG' | null;
}
