import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { connectionOf } from '../platform/connection.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { DateTime } from '../platform/scalars.ts';
import { RoadNetwork } from './network.type.ts';
import { NETWORK_REFUSALS, type NetworkRefusalCode } from './network-refusal.ts';
import { TRAVEL_RUN_STATUSES, type TravelRunStatus } from './travel-matrix.sql.ts';
import type { TravelMode } from './travel-mode.ts';
import { TravelModeEnum } from './travel-mode.type.ts';

export const TravelRunStatusEnum = enumOf(TRAVEL_RUN_STATUSES);
registerEnumType(TravelRunStatusEnum, {
  name: 'TravelRunStatus',
  description: 'Where a computation of travel times stands. What it computed holds in every case.',
  valuesConfig: {
    RUNNING: { description: 'At work.' },
    SUCCEEDED: { description: 'Every pair that was due is computed.' },
    FAILED: { description: 'It could not go on; see its error.' },
    CANCELLED: { description: 'Someone asked it to stop.' },
    INTERRUPTED: { description: 'Its process ended before it did. The next run takes up what is left.' },
  },
});

export const NetworkRefusalCodeEnum = enumOf(Object.keys(NETWORK_REFUSALS) as NetworkRefusalCode[]);
registerEnumType(NetworkRefusalCodeEnum, {
  name: 'NetworkRefusalCode',
  description: 'Why a network cannot be loaded, used or computed on.',
  valuesConfig: Object.fromEntries(
    Object.entries(NETWORK_REFUSALS).map(([code, description]) => [code, { description }]),
  ),
});

@Access('READER')
@ObjectType({ description: 'Why a run could not go on.' })
export class TravelRunError {
  @Field(() => String, {
    description: 'ENGINE_FAILED: the routing engine could not answer; UNEXPECTED: ours, it has been logged.',
  })
  code!: string;
  @Field(() => String, { description: 'What the engine said, in English.' })
  message!: string;
}

@Access('READER')
@ObjectType({
  description:
    'One computation of travel times: the pairs of a network and mode that were not there when it began.',
})
export class TravelRun {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  networkName!: string;
  @Field(() => TravelModeEnum)
  mode!: TravelMode;
  @Field(() => TravelRunStatusEnum)
  status!: TravelRunStatus;
  @Field(() => Int, { description: 'Pairs that were due when it began.' })
  pairsTotal!: number;
  @Field(() => Int, { description: 'Of those, pairs that are computed and kept: 0 to pairsTotal.' })
  pairsDone!: number;
  @Field(() => DateTime)
  startedAt!: Date;
  @Field(() => DateTime, {
    nullable: true,
    description: 'null: it is running. Of an INTERRUPTED run: when that was found.',
  })
  finishedAt!: Date | null;
  @Field(() => String, {
    description: 'Who began it: the name signed in with, or OPERATOR for the operator of the machine.',
  })
  startedBy!: string;
  @Field(() => Boolean, { description: 'Someone asked it to stop.' })
  isCancelRequested!: boolean;
  @Field(() => TravelRunError, { nullable: true, description: 'null: unless FAILED.' })
  error!: TravelRunError | null;
}

export const TravelRunConnection = connectionOf(TravelRun, 'TravelRun');

@Access('READER')
@ObjectType({
  description: 'The travel times of a bureau on the network that it uses, in a mode, counted in pairs.',
})
export class TravelMatrix {
  @Field(() => String)
  networkName!: string;
  @Field(() => TravelModeEnum)
  mode!: TravelMode;
  @Field(() => Int, { description: 'Demand areas and key buildings × service points with coordinates.' })
  pairsDue!: number;
  @Field(() => Int, {
    description: 'Of those, pairs whose answer is there: a time, or that there is no way.',
  })
  pairsComputed!: number;
  @Field(() => Int, { description: 'Of those computed, pairs with no way between.' })
  pairsUnreachable!: number;
  @Field(() => DateTime, {
    nullable: true,
    description: 'When the newest pair was computed; null: none is, and its times are estimates.',
  })
  computedAt!: Date | null;
}

@Access('PLANNER')
@ObjectType({ description: 'Nothing was done, and why.' })
export class NetworkRefused {
  @Field(() => NetworkRefusalCodeEnum)
  code!: NetworkRefusalCode;
  @Field(() => String, { description: 'In English.' })
  message!: string;
}

@Access('PLANNER')
@ObjectType({ description: 'A run on record, or why there is none.' })
export class TravelRunStart {
  @Field(() => TravelRun, {
    nullable: true,
    description: 'Of the first mode; the others follow one after the other.',
  })
  run!: TravelRun | null;
  @Field(() => NetworkRefused, { nullable: true })
  refusal!: NetworkRefused | null;
}

@Access('PLANNER')
@ObjectType({ description: 'The network that is in use from now on, or why it is not.' })
export class NetworkChoice {
  @Field(() => RoadNetwork, { nullable: true })
  network!: RoadNetwork | null;
  @Field(() => NetworkRefused, { nullable: true })
  refusal!: NetworkRefused | null;
}
