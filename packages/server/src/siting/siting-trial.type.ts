import { createUnionType, Field, Float, ObjectType } from 'type-graphql';
import { TravelBasis } from '../network/travel-basis.type.ts';
import { Access } from '../platform/access.ts';
import { SitingIssue } from './scenario.type.ts';
import { SitingRefused } from './scenario-change.type.ts';
import { SitingAnswer } from './siting-answer.type.ts';
import { SitingSite } from './siting-plan.type.ts';

@Access('READER')
@ObjectType({ description: 'The answer to a question that is not kept.' })
export class SitingTried {
  @Field(() => SitingAnswer)
  answer!: SitingAnswer;
}

export const SitingTrial = createUnionType({
  name: 'SitingTrial',
  description: 'What came of asking a question without keeping it.',
  types: () => [SitingTried, SitingRefused] as const,
  resolveType: (value) => ('code' in value ? SitingRefused : SitingTried),
});

@Access('READER')
@ObjectType({ description: 'A site with what it would do by itself, beside the points that stay.' })
export class SitingCandidate {
  @Field(() => SitingSite)
  site!: SitingSite;
  @Field(() => Float, {
    nullable: true,
    description: 'Weight within the threshold of it; null: its travel times are not computed yet.',
  })
  coveredWeight!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'Of a candidate: weight within the threshold of it and of no point of today; null: of a point of today, or not computed yet.',
  })
  gain!: number | null;
}

@Access('READER')
@ObjectType({ description: 'The sites of a question, without solving it.' })
export class SitingCandidates {
  @Field(() => TravelBasis)
  basis!: TravelBasis;
  @Field(() => [SitingCandidate], { description: 'Points, key buildings, demand areas, pins, each by code.' })
  candidates!: readonly SitingCandidate[];
  @Field(() => Float, { description: 'All weight there is.' })
  totalWeight!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Weight within the threshold of a point of today; null: not computed yet.',
  })
  coveredWeight!: number | null;
  @Field(() => [SitingIssue], { description: 'What is wrong with the question; empty: it can be asked.' })
  issues!: readonly SitingIssue[];
}
