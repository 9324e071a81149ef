import { Field, Int, ObjectType } from 'type-graphql';
import { type Dimension, DimensionEnum, DimensionValue } from '../applications/dimension.type.ts';
import { AgeBandCodeEnum } from '../applications/scope-filter.type.ts';
import { Freshness } from '../bureau/bureau.type.ts';
import { Period } from '../bureau/period.type.ts';
import { describeMeasure } from '../measure/measure-definition.ts';
import { Access } from '../platform/access.ts';
import { DateTime } from '../platform/scalars.ts';
import type { AgeBandCode } from '../working-time/deadline-standing.ts';
import { AGEING, BACKLOG, CLOSED, DUE_SOON, FLOW_BALANCE, OVERDUE, VOLUME } from './caseload.definitions.ts';

@Access('READER')
@ObjectType({ description: describeMeasure(AGEING) })
export class AgeBand {
  @Field(() => AgeBandCodeEnum)
  code!: AgeBandCode;
  @Field(() => Int)
  count!: number;
}

@Access('READER')
@ObjectType({ description: `Figures of a caseload. ${FLOW_BALANCE.definitionEn}` })
export class CaseloadFigures {
  @Field(() => Int, {
    description: 'Open at the end of the day before the first one of the period (bucket).',
  })
  backlogAtStart!: number;
  @Field(() => Int, { description: describeMeasure(VOLUME) })
  received!: number;
  @Field(() => Int, { description: describeMeasure(CLOSED) })
  closed!: number;
  @Field(() => Int, { description: describeMeasure(BACKLOG) })
  backlog!: number;
  @Field(() => Int, { description: describeMeasure(OVERDUE) })
  overdue!: number;
  @Field(() => Int, {
    nullable: true,
    description: `${describeMeasure(DUE_SOON)} null in series over time, and when the calendar of the days ahead is not announced.`,
  })
  dueSoon!: number | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'Open applications without a known deadline: in neither overdue nor dueSoon. null in series over time.',
  })
  noDeadline!: number | null;
  @Field(() => [AgeBand], { nullable: true, description: 'Adds up to backlog. null in series over time.' })
  ageing!: AgeBand[] | null;
}

@Access('READER')
@ObjectType({ description: 'The caseload of one value of the dimension.' })
export class CaseloadGroup {
  @Field(() => DimensionValue)
  key!: DimensionValue;
  @Field(() => CaseloadFigures)
  figures!: CaseloadFigures;
}

@Access('READER')
@ObjectType({ description: 'How much came in, went out and is piling up.' })
export class CaseloadReport {
  @Field(() => Period)
  period!: Period;
  @Field(() => DateTime, {
    description: 'The instant at which stock is taken: the end of the period, or now if that is earlier.',
  })
  asOf!: Date;
  @Field(() => Freshness)
  freshness!: Freshness;
  @Field(() => DimensionEnum, { nullable: true })
  groupBy!: Dimension | null;
  @Field(() => CaseloadFigures)
  total!: CaseloadFigures;
  @Field(() => [CaseloadGroup], {
    description:
      'Over time: every bucket of the period, oldest first. Otherwise the values with anything received, closed or open, largest volume first, then by code. Empty without groupBy.',
  })
  groups!: CaseloadGroup[];
}
