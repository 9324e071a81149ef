import { Field, Int, ObjectType } from 'type-graphql';
import { Rate } from '../measure/statistics.type.ts';
import { TravelBasis } from '../network/travel-basis.type.ts';
import type { TravelMode } from '../network/travel-mode.ts';
import { TravelModeEnum } from '../network/travel-mode.type.ts';
import { Access } from '../platform/access.ts';
import { CalendarDate } from '../platform/scalars.ts';
import { SMALLEST_PUBLISHED } from './public-coverage.ts';

@Access('READER')
@ObjectType({
  description: `Shares that may be published. null: suppressed, since a count below ${SMALLEST_PUBLISHED} stands in it or could be recovered from it by subtraction.`,
})
export class PublicCoverageFigures {
  @Field(() => Rate, { nullable: true })
  residents!: Rate | null;
  @Field(() => Rate, { nullable: true })
  enterprises!: Rate | null;
  @Field(() => Rate, {
    nullable: true,
    description: 'Buildings are no people: they are never suppressed.',
  })
  keyBuildings!: Rate | null;
}

@Access('READER')
@ObjectType({ description: 'What may be published of one town or street.' })
export class PublicCoverageGroup {
  @Field(() => String, { nullable: true, description: 'null: the places that state none.' })
  townOrStreet!: string | null;
  @Field(() => PublicCoverageFigures)
  figures!: PublicCoverageFigures;
}

@Access('READER')
@ObjectType({
  description:
    'The service circle as the public may see it: today, by town and street, at the promised threshold alone, so that two answers cannot be subtracted.',
})
export class PublicCoverage {
  @Field(() => CalendarDate)
  on!: string;
  @Field(() => TravelModeEnum)
  mode!: TravelMode;
  @Field(() => Int)
  thresholdMinutes!: number;
  @Field(() => TravelBasis)
  basis!: TravelBasis;
  @Field(() => PublicCoverageFigures)
  figures!: PublicCoverageFigures;
  @Field(() => [PublicCoverageGroup], {
    description: 'By town and street, by name; the places that state none last.',
  })
  groups!: PublicCoverageGroup[];
}
