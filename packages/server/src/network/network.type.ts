import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Outline } from '../places/place.entity.ts';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { DateTime, GeoJson } from '../platform/scalars.ts';
import type { NetworkRow } from './network.sql.ts';
import { PLACED_KINDS, type PlacedKind } from './placement.sql.ts';
import { TravelSourceEnum } from './travel-basis.type.ts';

export const PlacedKindEnum = enumOf(PLACED_KINDS);
registerEnumType(PlacedKindEnum, {
  name: 'PlacedKind',
  description: 'What is put onto a road network.',
  valuesConfig: {
    DEMAND_AREA: { description: '需求单元' },
    KEY_BUILDING: { description: '重点楼宇商圈' },
    SERVICE_POINT: { description: '帮办代办服务点' },
  },
});

@Access('READER')
@ObjectType({ description: 'A road network, from OpenStreetMap. Its attribution stands wherever it shows.' })
export class RoadNetwork {
  @Field(() => ID)
  name!: string;
  @Field(() => String, { nullable: true, description: 'Of the extract; null: a routing server answers.' })
  fileName!: string | null;
  @Field(() => DateTime, { nullable: true, description: 'Of the OpenStreetMap data; null: not stated.' })
  dataAt!: Date | null;
  @Field(() => DateTime)
  loadedAt!: Date;
  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the extract; null: a routing server answers.',
  })
  sha256!: string | null;
  @Field(() => [Float], {
    nullable: true,
    description: 'West, south, east, north, degrees; null: not known.',
  })
  bounds!: number[] | null;
  @Field(() => String, { description: 'Version of the routing engine.' })
  engineVersion!: string;
  @Field(() => String)
  licence!: string;
  @Field(() => String)
  attribution!: string;
}

export function toRoadNetwork(network: NetworkRow): RoadNetwork {
  const { west, south, east, north } = network;
  return {
    name: network.name,
    fileName: network.fileName,
    dataAt: network.dataAt,
    loadedAt: network.loadedAt,
    sha256: network.sha256,
    bounds:
      west === null || south === null || east === null || north === null ? null : [west, south, east, north],
    engineVersion: network.engineVersion,
    licence: network.licence,
    attribution: network.attribution,
  };
}

@Access('READER')
@ObjectType({
  description:
    'What is reached from a service point within a time. For drawing: figures are counted from the matrix.',
})
export class ReachOutline {
  @Field(() => ID, { description: 'Code of the service point.' })
  pointCode!: string;
  @Field(() => TravelSourceEnum)
  basis!: 'NETWORK' | 'ESTIMATE';
  @Field(() => GeoJson, {
    nullable: true,
    description: 'GeoJSON Polygon or MultiPolygon, WGS-84; null: the point is off the network.',
  })
  outline!: Outline | null;
}

@Access('READER')
@ObjectType({ description: 'A place without a road near enough, or a service point without coordinates.' })
export class OffNetworkPlace {
  @Field(() => PlacedKindEnum)
  kind!: PlacedKind;
  @Field(() => ID)
  code!: string;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
  @Field(() => Float, { nullable: true, description: 'WGS-84 degrees; null: not surveyed.' })
  longitude!: number | null;
  @Field(() => Float, { nullable: true, description: 'WGS-84 degrees; null: not surveyed.' })
  latitude!: number | null;
}

@Access('READER')
@ObjectType({ description: 'How the places of a bureau lie on its road network in a mode.' })
export class PlacementReport {
  @Field(() => Int, { description: 'A place is on the network when a road is this near, metres.' })
  cutoffMetres!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'From a place to its road, over places on the network, metres; null: nothing is computed.',
  })
  medianSnapMetres!: number | null;
  @Field(() => [OffNetworkPlace])
  offNetwork!: readonly OffNetworkPlace[];
}
