import { Field, Int, ObjectType } from 'type-graphql';
import { type Dimension, DimensionEnum, DimensionValue } from '../applications/dimension.type.ts';
import { Freshness } from '../bureau/bureau.type.ts';
import { Period } from '../bureau/period.type.ts';
import { describeMeasure } from '../measure/measure-definition.ts';
import { Distribution } from '../measure/statistics.type.ts';
import { Access } from '../platform/access.ts';
import { EVENT_LOG_SPAN } from './turnaround.definitions.ts';

@Access('READER')
@ObjectType({ description: 'Figures of a process log.' })
export class EventLogFigures {
  @Field(() => Int, { description: 'Applications whose last logged activity is in the period (bucket).' })
  applications!: number;
  @Field(() => Int, { description: 'Logged activities of those applications.' })
  events!: number;
  @Field(() => Int, { description: 'Applications whose first logged activity is in the period (bucket).' })
  started!: number;
  @Field(() => Distribution, { description: describeMeasure(EVENT_LOG_SPAN, 'hours') })
  spanHours!: Distribution;
  @Field(() => Distribution, { description: describeMeasure(EVENT_LOG_SPAN, 'working days') })
  spanWorkingDays!: Distribution;
}

@Access('READER')
@ObjectType({ description: 'The process log of one value of the dimension.' })
export class EventLogGroup {
  @Field(() => DimensionValue)
  key!: DimensionValue;
  @Field(() => EventLogFigures)
  figures!: EventLogFigures;
}

@Access('READER')
@ObjectType({ description: 'What a process log says of itself, first to last recorded activity.' })
export class EventLogReport {
  @Field(() => Period, { nullable: true, description: 'Of the last activity; null: nothing logged.' })
  period!: Period | null;
  @Field(() => Freshness)
  freshness!: Freshness;
  @Field(() => DimensionEnum, { nullable: true })
  groupBy!: Dimension | null;
  @Field(() => EventLogFigures)
  total!: EventLogFigures;
  @Field(() => [EventLogGroup], {
    description:
      'Over time: every bucket, oldest first. Otherwise most applications first. Empty without groupBy.',
  })
  groups!: EventLogGroup[];
}
