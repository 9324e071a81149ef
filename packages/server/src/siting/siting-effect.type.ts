import { Field, Float, ID, ObjectType } from 'type-graphql';
import { PlaceKindEnum } from '../network/travel-basis.type.ts';
import type { PlaceKind } from '../network/travel-times.ts';
import { Access } from '../platform/access.ts';

@Access('READER')
@ObjectType({ description: 'What a plan changes for a town or street; weights.' })
export class SitingTownEffect {
  @Field(() => String, { nullable: true, description: 'null: places of none.' })
  townOrStreet!: string | null;
  @Field(() => Float)
  weight!: number;
  @Field(() => Float, { description: 'Within the threshold before.' })
  coveredBefore!: number;
  @Field(() => Float, { description: 'Within the threshold after.' })
  coveredAfter!: number;
  @Field(() => Float, { description: 'What any site that may be open could cover.' })
  coverable!: number;
  @Field(() => Float, { description: 'Newly covered; after − before = gained − lost.' })
  gained!: number;
  @Field(() => Float, { description: 'No longer covered.' })
  lost!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Weighted mean over what has a way; null: nothing has.',
  })
  meanMinutesBefore!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Weighted mean over what has a way; null: nothing has.',
  })
  meanMinutesAfter!: number | null;
}

@Access('READER')
@ObjectType({ description: 'What a plan changes for a place.' })
export class SitingPlaceEffect {
  @Field(() => PlaceKindEnum)
  kind!: PlaceKind;
  @Field(() => ID)
  code!: string;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
  @Field(() => String, { nullable: true })
  townOrStreet!: string | null;
  @Field(() => Float)
  weight!: number;
  @Field(() => Float, { nullable: true, description: 'To the nearest open point; null: no way to any.' })
  minutesBefore!: number | null;
  @Field(() => Float, { nullable: true, description: 'To the nearest open point; null: no way to any.' })
  minutesAfter!: number | null;
  @Field(() => Float, { description: 'Share within the threshold, 0 or 1; with capacities: what is served.' })
  coveredBefore!: number;
  @Field(() => Float, { description: 'Share within the threshold, 0 or 1; with capacities: what is served.' })
  coveredAfter!: number;
  @Field(() => Boolean, { description: 'Whether any site that may be open is within the threshold.' })
  canBeCovered!: boolean;
}
