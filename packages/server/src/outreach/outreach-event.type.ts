import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { describeMeasure } from '../measure/measure-definition.ts';
import { Access } from '../platform/access.ts';
import { connectionOf } from '../platform/connection.ts';
import { CalendarDate, DateTime } from '../platform/scalars.ts';
import type { Provenance } from '../service-points/service-point.entity.ts';
import { ProvenanceEnum } from '../service-points/service-point.type.ts';
import { ENTERPRISES_PER_HOUR } from './outreach.definitions.ts';

@Access('READER')
@ObjectType({
  description:
    'A dated on-site event (政务服务进楼宇活动). A count is null where the source does not state it.',
})
export class OutreachEvent {
  readonly id!: number;
  readonly scope!: BureauScope;
  readonly servicePointId!: number | null;
  readonly domainNames!: readonly string[];
  @Field(() => ID, { description: 'Unique within the bureau.' })
  code!: string;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
  @Field(() => CalendarDate)
  heldOn!: string;
  @Field(() => String, { nullable: true })
  place!: string | null;
  @Field(() => Int, { nullable: true })
  durationMinutes!: number | null;
  @Field(() => Int, { nullable: true })
  enterprisesServed!: number | null;
  @Field(() => Boolean, {
    description: 'The source states the enterprises as "so many and more": the number is a lower bound.',
  })
  isEnterprisesMinimum!: boolean;
  @Field(() => Float, { nullable: true, description: describeMeasure(ENTERPRISES_PER_HOUR) })
  enterprisesPerHour!: number | null;
  @Field(() => Int, { nullable: true })
  consultations!: number | null;
  @Field(() => Int, { nullable: true })
  leaflets!: number | null;
  @Field(() => Boolean, { description: 'Accepted, inspected and issued together on the spot (三统一).' })
  isBuildingDay!: boolean;
  @Field(() => ProvenanceEnum)
  provenance!: Provenance;
}

@Access('READER')
@ObjectType({ description: 'A domain (领域) that an event served.' })
export class OutreachDomain {
  @Field(() => ID, {
    nullable: true,
    description: 'Of a domain that is loaded; null: the source names one that is not.',
  })
  code!: string | null;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
}

@Access('READER')
@ObjectType({
  description:
    'The applications of an event. Unified (三统一): accepted by an act, inspected and issued, all on the day of the event.',
})
export class OutreachBatch {
  @Field(() => Int)
  applications!: number;
  @Field(() => Int, { description: 'Accepted by an act on the day.' })
  accepted!: number;
  @Field(() => Int, { description: 'Inspected on the day.' })
  inspected!: number;
  @Field(() => Int, { description: 'Issued on the day.' })
  issued!: number;
  @Field(() => Int, { description: 'All three.' })
  unified!: number;
  @Field(() => DateTime, { nullable: true, description: 'Of the unified ones; null: there is none.' })
  firstReceivedAt!: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'Of the unified ones; null: there is none.' })
  lastIssuedAt!: Date | null;
}

export const OutreachEventConnection = connectionOf(OutreachEvent, 'OutreachEvent');
