import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Outline } from '../places/place.entity.ts';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { DateTime, GeoJson } from '../platform/scalars.ts';
import { DATUM_MISTAKES, type DatumMistake } from './datum-suspicion.ts';
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
@ObjectType({ description: 'A road network. Its attribution stands wherever it shows.' })
export class RoadNetwork {
  @Field(() => ID)
  name!: string;
  @Field(() => String, { nullable: true, description: 'Of the extract; null: a routing server answers.' })
  fileName!: string | null;
  @Field(() => DateTime, { nullable: true, description: 'Of its data; null: not stated.' })
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

export const DatumMistakeEnum = enumOf(DATUM_MISTAKES);
registerEnumType(DatumMistakeEnum, {
  name: 'DatumMistake',
  description: 'How coordinates may have come to be in the wrong datum.',
  valuesConfig: {
    GCJ02_AS_WGS84: { description: 'GCJ-02 (国测局坐标) imported as WGS-84.' },
    BD09_AS_WGS84: { description: 'BD-09 (百度坐标) imported as WGS-84.' },
    WGS84_AS_GCJ02: { description: 'WGS-84 declared as GCJ-02, and so converted in vain.' },
    WGS84_AS_BD09: { description: 'WGS-84 declared as BD-09, and so converted in vain.' },
  },
});

@Access('READER')
@ObjectType({
  description:
    'A kind of place that would lie much nearer to roads were its coordinates converted. A suspicion, not a finding: in a dense town a place lies near some road wherever it is.',
})
export class DatumSuspicion {
  @Field(() => PlacedKindEnum)
  kind!: PlacedKind;
  @Field(() => DatumMistakeEnum, { description: 'What they look most like.' })
  mistake!: DatumMistake;
  @Field(() => Int, { description: 'Places of the kind that were looked at, 200 at most.' })
  places!: number;
  @Field(() => Int, { description: 'Of them, those that are nearer to a road when the mistake is undone.' })
  nearer!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'From a place as it stands to its road, metres; null: most are off the network.',
  })
  medianSnapMetres!: number | null;
  @Field(() => Float, { description: 'The same with the mistake undone, metres.' })
  convertedMedianSnapMetres!: number;
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
  @Field(() => [DatumSuspicion], {
    description:
      'As the newest run of travel times in the mode found; empty: nothing suspicious, none has run to its end, or places outside China.',
  })
  datumSuspicions!: readonly DatumSuspicion[];
}
