import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Freshness } from '../bureau/bureau.type.ts';
import { Period } from '../bureau/period.type.ts';
import { describeMeasure } from '../measure/measure-definition.ts';
import { Access } from '../platform/access.ts';
import { ENTERPRISES_PER_HOUR, OUTREACH_EVENTS } from './outreach.definitions.ts';

@Access('READER')
@ObjectType({ description: 'A count summed over the outreach events that state it.' })
export class StatedSum {
  @Field(() => Int, { nullable: true, description: 'null: no event states it.' })
  sum!: number | null;
  @Field(() => Int, { description: 'How many events state it.' })
  events!: number;
  @Field(() => Boolean, { description: 'A lower bound: an event among them states "so many and more".' })
  isMinimum!: boolean;
}

@Access('READER')
@ObjectType({ description: describeMeasure(ENTERPRISES_PER_HOUR) })
export class EnterprisesPerHour {
  @Field(() => Float, {
    nullable: true,
    description: '60 × enterprises / minutes; null: no event states both.',
  })
  value!: number | null;
  @Field(() => Int, { description: 'Of the events that state both.' })
  enterprises!: number;
  @Field(() => Int, { description: 'Duration of the events that state both.' })
  minutes!: number;
  @Field(() => Int, { description: 'How many events state both.' })
  events!: number;
  @Field(() => Int, { description: 'How many do not.' })
  unstated!: number;
  @Field(() => Boolean, {
    description: 'A lower bound: an event among them states its enterprises as "so many and more".',
  })
  isMinimum!: boolean;
}

@Access('READER')
@ObjectType({ description: describeMeasure(OUTREACH_EVENTS) })
export class OutreachReport {
  @Field(() => Period)
  period!: Period;
  @Field(() => Freshness)
  freshness!: Freshness;
  @Field(() => Int, { description: 'Outreach events held in the period.' })
  events!: number;
  @Field(() => Int, { description: 'Of them, building days (三统一).' })
  buildingDays!: number;
  @Field(() => StatedSum, { description: 'Enterprises served.' })
  enterprises!: StatedSum;
  @Field(() => StatedSum)
  consultations!: StatedSum;
  @Field(() => StatedSum)
  leaflets!: StatedSum;
  @Field(() => EnterprisesPerHour, { description: describeMeasure(ENTERPRISES_PER_HOUR) })
  enterprisesPerHour!: EnterprisesPerHour;
}
