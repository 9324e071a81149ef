import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';

export const TIME_DIMENSIONS = ['DAY', 'WEEK', 'MONTH'] as const;
export type TimeDimension = (typeof TIME_DIMENSIONS)[number];

export const CATEGORY_DIMENSIONS = [
  'SERVICE_POINT',
  'SERVICE_POINT_KIND',
  'SERVICE_ITEM',
  'DEPARTMENT',
  'DOMAIN',
  'CHANNEL',
] as const;
export type CategoryDimension = (typeof CATEGORY_DIMENSIONS)[number];

export type Dimension = TimeDimension | CategoryDimension;

export const DimensionEnum = enumOf([...TIME_DIMENSIONS, ...CATEGORY_DIMENSIONS]);
registerEnumType(DimensionEnum, {
  name: 'Dimension',
  description: 'What an aggregate is grouped by. WEEK: ISO weeks, from Monday.',
});

@Access('READER')
@ObjectType({
  description:
    'One value of a dimension. DAY: YYYY-MM-DD; WEEK: its Monday; MONTH: YYYY-MM; otherwise the code of the point, kind, item, department, domain or channel.',
})
export class DimensionValue {
  @Field(() => ID, { nullable: true, description: 'null: the applications that state none.' })
  code!: string | null;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
}

@Access('READER')
@ObjectType({ description: "What a page's filters can offer." })
export class FilterOptions {
  @Field(() => [DimensionValue])
  servicePoints!: readonly DimensionValue[];
  @Field(() => [DimensionValue])
  serviceItems!: readonly DimensionValue[];
  @Field(() => [DimensionValue])
  departments!: readonly DimensionValue[];
  @Field(() => [DimensionValue])
  domains!: readonly DimensionValue[];
  @Field(() => [DimensionValue])
  channels!: readonly DimensionValue[];
}
