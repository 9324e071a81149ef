import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { Access } from '../platform/access.ts';
import { connectionOf } from '../platform/connection.ts';
import { CalendarDate } from '../platform/scalars.ts';
import type { Provenance } from '../service-points/service-point.entity.ts';
import { ProvenanceEnum } from '../service-points/service-point.type.ts';

@Access('READER')
@ObjectType({
  description:
    'A dated on-site event (政务服务进楼宇活动). A count is null where the source does not state it.',
})
export class OutreachEvent {
  readonly id!: number;
  readonly scope!: BureauScope;
  readonly servicePointId!: number | null;
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
  @Field(() => Int, { nullable: true })
  consultations!: number | null;
  @Field(() => Int, { nullable: true })
  leaflets!: number | null;
  @Field(() => Boolean, { description: 'Accepted, inspected and issued together on the spot (三统一).' })
  isBuildingDay!: boolean;
  @Field(() => ProvenanceEnum)
  provenance!: Provenance;
}

export const OutreachEventConnection = connectionOf(OutreachEvent, 'OutreachEvent');
