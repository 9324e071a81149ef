import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { Access } from '../platform/access.ts';
import { connectionOf } from '../platform/connection.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { CalendarDate } from '../platform/scalars.ts';
import type { Provenance } from '../service-points/service-point.entity.ts';
import { ProvenanceEnum } from '../service-points/service-point.type.ts';
import {
  DEMAND_AREA_KINDS,
  type DemandAreaKind,
  KEY_BUILDING_STATUSES,
  type KeyBuildingStatus,
} from './place.entity.ts';

export const DemandAreaKindEnum = enumOf(DEMAND_AREA_KINDS);
registerEnumType(DemandAreaKindEnum, {
  name: 'DemandAreaKind',
  description: 'What a demand area is.',
  valuesConfig: {
    COMMUNITY: { description: '社区' },
    VILLAGE: { description: '村' },
    GRID_CELL: { description: '网格' },
  },
});

export const KeyBuildingStatusEnum = enumOf(KEY_BUILDING_STATUSES);
registerEnumType(KeyBuildingStatusEnum, {
  name: 'KeyBuildingStatus',
  description: 'How far a key building is, as its source states it.',
  valuesConfig: {
    PLANNED: { description: '在建: counted from its opening day on, if it states one.' },
    IN_USE: { description: '在用' },
    CLOSED: { description: '停用: counted until the day before it closed.' },
  },
});

@Access('READER')
@ObjectType({ description: 'Where people live: a community, village or grid cell (需求单元).' })
export class DemandArea {
  @Field(() => ID, { description: 'Unique within the bureau.' })
  code!: string;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
  @Field(() => DemandAreaKindEnum)
  kind!: DemandAreaKind;
  @Field(() => String, { nullable: true })
  townOrStreet!: string | null;
  @Field(() => Int, { nullable: true, description: 'null: the source does not state it, which is not 0.' })
  residents!: number | null;
  @Field(() => Int, { nullable: true, description: 'null: the source does not state it, which is not 0.' })
  enterprises!: number | null;
  @Field(() => Float, { description: 'WGS-84 degrees, of the position its people are taken to start from.' })
  longitude!: number;
  @Field(() => Float, { description: 'WGS-84 degrees.' })
  latitude!: number;
  @Field(() => ProvenanceEnum)
  provenance!: Provenance;
}

@Access('READER')
@ObjectType({ description: 'A building or complex that the bureau has promised to cover (重点楼宇商圈).' })
export class KeyBuilding {
  readonly scope!: BureauScope;
  @Field(() => ID, { description: 'Unique within the bureau.' })
  code!: string;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
  @Field(() => String, { nullable: true })
  townOrStreet!: string | null;
  @Field(() => String, { nullable: true })
  address!: string | null;
  @Field(() => Int, { nullable: true, description: 'null: not stated.' })
  enterprises!: number | null;
  @Field(() => Float, { nullable: true, description: 'null: not stated.' })
  floorAreaSquareMetres!: number | null;
  @Field(() => KeyBuildingStatusEnum)
  status!: KeyBuildingStatus;
  @Field(() => CalendarDate, {
    nullable: true,
    description: 'The first day it is counted; null: always been there, or, of a planned one, not known.',
  })
  openedOn!: string | null;
  @Field(() => CalendarDate, { nullable: true, description: 'The first day it is no longer counted.' })
  closedOn!: string | null;
  @Field(() => Float, { description: 'WGS-84 degrees.' })
  longitude!: number;
  @Field(() => Float, { description: 'WGS-84 degrees.' })
  latitude!: number;
  @Field(() => ProvenanceEnum)
  provenance!: Provenance;
}

@InputType({
  description: 'Which places. Every list is an OR, fields are ANDed; null or empty: no restriction.',
})
export class PlaceFilter {
  @Field(() => [String], { nullable: true, description: 'Towns and streets, by their names.' })
  townsOrStreets?: string[] | null;
  @Field(() => String, { nullable: true, description: 'In the code or a name, in any case.' })
  search?: string | null;
}

export const DemandAreaConnection = connectionOf(DemandArea, 'DemandArea');
export const KeyBuildingConnection = connectionOf(KeyBuilding, 'KeyBuilding');
