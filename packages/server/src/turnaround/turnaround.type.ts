import { Field, Float, Int, ObjectType } from 'type-graphql';
import { type Dimension, DimensionEnum, DimensionValue } from '../applications/dimension.type.ts';
import { Freshness } from '../bureau/bureau.type.ts';
import { Period } from '../bureau/period.type.ts';
import { describeMeasure } from '../measure/measure-definition.ts';
import { Distribution, Rate } from '../measure/statistics.type.ts';
import { Access } from '../platform/access.ts';
import {
  END_TO_END,
  ON_TIME,
  OWNED_TIME,
  RECEIPT_TO_DECISION,
  STATUTORY_ON_TIME,
  TURNAROUND,
} from './turnaround.definitions.ts';

@Access('READER')
@ObjectType({ description: `${describeMeasure(OWNED_TIME)} Sums over n applications.` })
export class OwnedTimeTotal {
  @Field(() => Int, { description: 'The applications that turnaroundMinutes counts.' })
  n!: number;
  @Field(() => Float)
  bureauMinutes!: number;
  @Field(() => Float)
  applicantMinutes!: number;
  @Field(() => Float)
  excludedMinutes!: number;
  @Field(() => Float)
  wholeMinutes!: number;
}

@Access('READER')
@ObjectType({ description: 'Figures of the applications decided in the period (bucket).' })
export class TurnaroundFigures {
  @Field(() => Int, { description: 'Applications decided in the period (bucket).' })
  decided!: number;
  @Field(() => Distribution, { description: describeMeasure(TURNAROUND) })
  turnaroundMinutes!: Distribution;
  @Field(() => Distribution, { description: describeMeasure(END_TO_END) })
  endToEndDays!: Distribution;
  @Field(() => Distribution, { description: describeMeasure(RECEIPT_TO_DECISION, 'hours') })
  receiptToDecisionHours!: Distribution;
  @Field(() => Distribution, { description: describeMeasure(RECEIPT_TO_DECISION, 'working days') })
  receiptToDecisionWorkingDays!: Distribution;
  @Field(() => OwnedTimeTotal, { description: describeMeasure(OWNED_TIME) })
  ownedTime!: OwnedTimeTotal;
  @Field(() => Rate, { description: describeMeasure(ON_TIME) })
  promisedOnTime!: Rate;
  @Field(() => Rate, { description: describeMeasure(STATUTORY_ON_TIME) })
  statutoryOnTime!: Rate;
  @Field(() => Int, {
    description: 'Of the denominators above: judged by a deadline that came with the source.',
  })
  judgedByStatedDeadline!: number;
}

@Access('READER')
@ObjectType({ description: 'The turnaround of one value of the dimension.' })
export class TurnaroundGroup {
  @Field(() => DimensionValue)
  key!: DimensionValue;
  @Field(() => TurnaroundFigures)
  figures!: TurnaroundFigures;
}

@Access('READER')
@ObjectType({ description: 'How many turnarounds lie in an interval of working minutes.' })
export class HistogramBin {
  @Field(() => Int, { description: 'Included.' })
  fromMinutes!: number;
  @Field(() => Int, { nullable: true, description: 'Excluded; null: the open last bin.' })
  toMinutes!: number | null;
  @Field(() => Int)
  count!: number;
}

@Access('READER')
@ObjectType({
  description: 'How long decided applications took, whose time it was, and whether they were on time.',
})
export class TurnaroundReport {
  @Field(() => Period)
  period!: Period;
  @Field(() => Freshness)
  freshness!: Freshness;
  @Field(() => Int, { description: 'Divides working minutes into working days.' })
  standardDayMinutes!: number;
  @Field(() => DimensionEnum, { nullable: true })
  groupBy!: Dimension | null;
  @Field(() => TurnaroundFigures)
  total!: TurnaroundFigures;
  @Field(() => [TurnaroundGroup], {
    description:
      'Over time: every bucket of the period, oldest first, by day of decision. Otherwise the values with a decision, most decided first, then by code. Empty without groupBy.',
  })
  groups!: TurnaroundGroup[];
  @Field(() => [HistogramBin], {
    description:
      'Turnarounds by standard working day: one bin a day, the last one open; every bin from 0, empty ones too. Adds up to turnaroundMinutes.n.',
  })
  histogram!: HistogramBin[];
}
