import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Access } from '../platform/access.ts';

@Access('READER')
@ObjectType({
  description:
    'A statistic of n values; every one is null when n = 0. Percentiles by linear interpolation between order statistics (Hyndman and Fan 1996, type 7: percentile_cont, Excel PERCENTILE.INC).',
})
export class Distribution {
  @Field(() => Int, { description: 'How many values; >= 0.' })
  n!: number;
  @Field(() => Float, { nullable: true })
  mean!: number | null;
  @Field(() => Float, { nullable: true })
  min!: number | null;
  @Field(() => Float, { nullable: true, description: '50th percentile.' })
  median!: number | null;
  @Field(() => Float, { nullable: true, description: '90th percentile.' })
  p90!: number | null;
  @Field(() => Float, { nullable: true })
  max!: number | null;
}

@Access('READER')
@ObjectType({ description: 'A rate with what it was computed from.' })
export class Rate {
  @Field(() => Int)
  numerator!: number;
  @Field(() => Int)
  denominator!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'numerator / denominator, 0 to 1; null when the denominator is 0.',
  })
  value!: number | null;
}
