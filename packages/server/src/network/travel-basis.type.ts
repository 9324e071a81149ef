import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { DateTime } from '../platform/scalars.ts';
import { type TravelBasis as Basis, PLACE_KINDS } from './travel-times.ts';

export const PlaceKindEnum = enumOf(PLACE_KINDS);
registerEnumType(PlaceKindEnum, {
  name: 'PlaceKind',
  description: 'Where people start from.',
  valuesConfig: {
    DEMAND_AREA: {
      description: '需求单元: a community, village or grid cell, from its representative point.',
    },
    KEY_BUILDING: { description: '重点楼宇商圈' },
  },
});

export const TravelSourceEnum = enumOf(['NETWORK', 'ESTIMATE'] as const);
registerEnumType(TravelSourceEnum, {
  name: 'TravelSource',
  description: 'Where travel times come from.',
  valuesConfig: {
    NETWORK: { description: 'A routing engine on a road network that was loaded.' },
    ESTIMATE: {
      description:
        'Great-circle distance × detour factor ÷ speed: the bureau has no travel times on a network in this mode.',
    },
  },
});

const KILOMETRES_PER_HOUR = 3.6;

@Access('READER')
@ObjectType({ description: 'What travel times rest on; to be shown wherever a figure made from them shows.' })
export class TravelBasis {
  constructor(basis: Basis) {
    const network = basis.source === 'NETWORK' ? basis : null;
    const estimate = basis.source === 'ESTIMATE' ? basis : null;
    this.source = basis.source;
    this.networkName = network?.networkName ?? null;
    this.computedAt = network?.computedAt ?? null;
    this.attribution = basis.attribution;
    this.detourFactor = estimate?.detourFactor ?? null;
    this.speedKilometresPerHour = estimate && estimate.metresPerSecond * KILOMETRES_PER_HOUR;
    this.calibrationPairs = estimate?.calibrationPairs ?? null;
    this.calibrationNetwork = estimate?.calibrationNetwork ?? null;
    this.medianRelativeError = estimate?.medianRelativeError ?? null;
    this.p90RelativeError = estimate?.p90RelativeError ?? null;
  }

  @Field(() => TravelSourceEnum)
  source: 'NETWORK' | 'ESTIMATE';
  @Field(() => String, { nullable: true, description: 'Of a network.' })
  networkName: string | null;
  @Field(() => DateTime, {
    nullable: true,
    description: 'Of a network: when its newest pair was computed; null: none yet.',
  })
  computedAt: Date | null;
  @Field(() => String, {
    nullable: true,
    description: 'Of a network, or of an estimate fitted on one: what its licence asks to be shown.',
  })
  attribution: string | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Of an estimate: metres travelled for each great-circle metre.',
  })
  detourFactor: number | null;
  @Field(() => Float, { nullable: true, description: 'Of an estimate.' })
  speedKilometresPerHour: number | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'Of an estimate: pairs of a network that its detour factor is fitted on; 0: none, its error is not known.',
  })
  calibrationPairs: number | null;
  @Field(() => String, {
    nullable: true,
    description: 'Of an estimate: the network that it is fitted on; null: none.',
  })
  calibrationNetwork: string | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Of an estimate: median of |estimate − network| ÷ network; null: not known.',
  })
  medianRelativeError: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Of an estimate: 90th percentile of |estimate − network| ÷ network; null: not known.',
  })
  p90RelativeError: number | null;
}
