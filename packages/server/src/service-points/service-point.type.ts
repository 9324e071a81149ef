import { Field, Float, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { OpeningHours } from '../bureau/bureau.type.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { Access } from '../platform/access.ts';
import { connectionOf } from '../platform/connection.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { CalendarDate } from '../platform/scalars.ts';
import {
  PROVENANCES,
  type Provenance,
  SERVICE_POINT_FORMS,
  SERVICE_POINT_KINDS,
  SERVICE_POINT_STATUSES,
  type ServicePointForm,
  type ServicePointKind,
  type ServicePointStatus,
} from './service-point.entity.ts';

export const ServicePointKindEnum = enumOf(SERVICE_POINT_KINDS);
registerEnumType(ServicePointKindEnum, {
  name: 'ServicePointKind',
  description: 'Where a service point stands.',
  valuesConfig: {
    TOWN_OR_STREET: { description: '镇(街道)' },
    VILLAGE_OR_COMMUNITY: { description: '村(社区)' },
    BUSINESS_BUILDING: { description: '商圈楼宇' },
    BANK: { description: '银行' },
    POST_OFFICE: { description: '邮政' },
    INDUSTRIAL_PARK: { description: '产业园区' },
    SERVICE_HALL: { description: '政务大厅' },
  },
});

export const ServicePointFormEnum = enumOf(SERVICE_POINT_FORMS);
registerEnumType(ServicePointFormEnum, {
  name: 'ServicePointForm',
  description: 'A single point or an assisted-service area.',
  valuesConfig: { POINT: { description: '帮办代办服务点' }, AREA: { description: '帮办代办区' } },
});

export const ServicePointStatusEnum = enumOf(SERVICE_POINT_STATUSES);
registerEnumType(ServicePointStatusEnum, {
  name: 'ServicePointStatus',
  description: 'Dated, never overwritten.',
  valuesConfig: {
    PREPARING: { description: '筹备' },
    OPERATING: { description: '运行' },
    SUSPENDED: { description: '暂停' },
    CLOSED: { description: '关闭' },
  },
});

export const ProvenanceEnum = enumOf(PROVENANCES);
registerEnumType(ProvenanceEnum, {
  name: 'Provenance',
  description: 'Where a record came from.',
  valuesConfig: {
    REPORTED: { description: 'As the source of record reports it.' },
    SYNTHETIC: { description: 'Made for the demonstration, seeded.' },
  },
});

@Access('READER')
@ObjectType({ description: 'A status of a service point from a day on, until the next one.' })
export class DatedStatus {
  @Field(() => ServicePointStatusEnum)
  status!: ServicePointStatus;
  @Field(() => CalendarDate)
  validFrom!: string;
}

@Access('READER')
@ObjectType({ description: 'A staffed place where officers assist or act for applicants (帮办代办服务点).' })
export class ServicePoint {
  readonly id!: number;
  readonly scope!: BureauScope;
  readonly keyBuildingCode!: string | null;
  @Field(() => ID, { description: 'Unique within the bureau.' })
  code!: string;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
  @Field(() => ServicePointKindEnum)
  kind!: ServicePointKind;
  @Field(() => ServicePointFormEnum)
  form!: ServicePointForm;
  @Field(() => String, { nullable: true })
  townOrStreet!: string | null;
  @Field(() => String, { nullable: true })
  address!: string | null;
  @Field(() => Float, { nullable: true, description: 'WGS-84 degrees; null: not surveyed.' })
  longitude!: number | null;
  @Field(() => Float, { nullable: true, description: 'WGS-84 degrees; null: not surveyed.' })
  latitude!: number | null;
  @Field(() => [OpeningHours], {
    description: "Its own hours, or the bureau's standard hours where it states none.",
  })
  openingHours!: OpeningHours[];
  @Field(() => [ID], {
    nullable: true,
    description: 'Codes of the service items that it handles; null: all of them.',
  })
  handledItemCodes!: string[] | null;
  @Field(() => ProvenanceEnum)
  provenance!: Provenance;
}

@InputType({
  description: 'Which service points. Every list is an OR, fields are ANDed; null or empty: no restriction.',
})
export class ServicePointFilter {
  @Field(() => [ServicePointKindEnum], { nullable: true })
  kinds?: ServicePointKind[] | null;
  @Field(() => [ServicePointStatusEnum], { nullable: true, description: 'In force today.' })
  statuses?: ServicePointStatus[] | null;
}

export const ServicePointConnection = connectionOf(ServicePoint, 'ServicePoint');
