import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CATEGORY_DIMENSIONS, DimensionValue } from '../applications/dimension.type.ts';
import { Freshness } from '../bureau/bureau.type.ts';
import { Period } from '../bureau/period.type.ts';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { COMPARISON_BASES, type ComparisonBase } from './base-period.ts';

export const MEASURE_FORMS = ['COUNT', 'RATE', 'MEAN'] as const;
export type MeasureForm = (typeof MEASURE_FORMS)[number];
export const MeasureFormEnum = enumOf(MEASURE_FORMS);
registerEnumType(MeasureFormEnum, {
  name: 'MeasureForm',
  description: 'What a measure is made of.',
  valuesConfig: {
    COUNT: { description: 'A count: the numerator alone.' },
    RATE: { description: 'numerator ÷ denominator, 0 to 1.' },
    MEAN: { description: 'numerator ÷ denominator, in the unit of the measure.' },
  },
});

export const ComparisonBaseEnum = enumOf(COMPARISON_BASES);
registerEnumType(ComparisonBaseEnum, {
  name: 'ComparisonBase',
  description: 'What a period is held against.',
  valuesConfig: {
    PREVIOUS: {
      description:
        '环比: of a period that begins with a month, the same days of as many months before; of any other, as many days right before.',
    },
    SAME_LAST_YEAR: { description: '同比: the same days of the year before.' },
  },
});

export const CategoryDimensionEnum = enumOf(CATEGORY_DIMENSIONS);
registerEnumType(CategoryDimensionEnum, {
  name: 'CategoryDimension',
  description: 'What a change is split by.',
});

export const PERCENTILES = { MEDIAN: 0.5, P90: 0.9 } as const;
export type Percentile = keyof typeof PERCENTILES;
export const PercentileEnum = enumOf(Object.keys(PERCENTILES) as Percentile[]);
registerEnumType(PercentileEnum, { name: 'Percentile', description: 'Which percentile.' });

@Access('READER')
@ObjectType({ description: 'A measure in a period, with what it was computed from.' })
export class MeasureValue {
  @Field(() => Int, { description: 'The applications that it is about.' })
  applications!: number;
  @Field(() => Float)
  numerator!: number;
  @Field(() => Float, { nullable: true, description: 'null: a count has none.' })
  denominator!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'null where the denominator is 0, and of a count before anything is on record.',
  })
  value!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'Of a count: a working day. null for others, and where the working days are 0 or not announced.',
  })
  perWorkingDay!: number | null;
}

@Access('READER')
@ObjectType({ description: 'A measure now and in a base period.' })
export class MeasureChange {
  @Field(() => ComparisonBaseEnum)
  base!: ComparisonBase;
  @Field(() => Period)
  period!: Period;
  @Field(() => MeasureValue)
  before!: MeasureValue;
  @Field(() => Float, {
    nullable: true,
    description: 'Now less before, in the unit of the measure; null where either is.',
  })
  change!: number | null;
  @Field(() => Float, { nullable: true, description: 'change ÷ before; null where before is 0 or null.' })
  relativeChange!: number | null;
}

@Access('READER')
@ObjectType({ description: 'A measure held against the period before and the same period last year.' })
export class MeasureComparison {
  @Field(() => ID, { description: 'Of its definition.' })
  measure!: string;
  @Field(() => MeasureFormEnum)
  form!: MeasureForm;
  @Field(() => String, { nullable: true, description: 'HIGHER, LOWER: which is better; null: neither.' })
  better!: 'HIGHER' | 'LOWER' | null;
  @Field(() => MeasureValue)
  now!: MeasureValue;
  @Field(() => [MeasureChange], { description: 'PREVIOUS, then SAME_LAST_YEAR.' })
  changes!: MeasureChange[];
}

@Access('READER')
@ObjectType({ description: 'Measures held against the period before and the same period last year.' })
export class ComparisonReport {
  @Field(() => Period)
  period!: Period;
  @Field(() => Freshness)
  freshness!: Freshness;
  @Field(() => [MeasureComparison])
  measures!: MeasureComparison[];
}

@Access('READER')
@ObjectType({ description: 'What one part did to a measure.' })
export class PartEffect {
  @Field(() => DimensionValue)
  key!: DimensionValue;
  @Field(() => MeasureValue, { nullable: true, description: 'null: no applications of it in the base.' })
  before!: MeasureValue | null;
  @Field(() => MeasureValue, { nullable: true, description: 'null: no applications of it in the period.' })
  now!: MeasureValue | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'Its share of the whole changed: (change of its share) × (its own mean rate − the mean rate of all). null for a count.',
  })
  mixEffect!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'Its own rate changed: (its mean share) × (change of its rate); 0 for a part of one period only. null for a count.',
  })
  rateEffect!: number | null;
  @Field(() => Float, {
    description: 'mixEffect + rateEffect; of a count, its own change. All of them add up to the change.',
  })
  effect!: number;
}

@Access('READER')
@ObjectType({
  description:
    'Why a count, a rate or a mean moved: effects that add up to the change exactly, before they are rounded into numbers (Kitagawa 1955, in the symmetric form). See docs/why-it-moved.md.',
})
export class ChangeExplanation {
  @Field(() => ID)
  measure!: string;
  @Field(() => MeasureFormEnum)
  form!: MeasureForm;
  @Field(() => ComparisonBaseEnum)
  base!: ComparisonBase;
  @Field(() => Period)
  period!: Period;
  @Field(() => Period)
  basePeriod!: Period;
  @Field(() => Freshness)
  freshness!: Freshness;
  @Field(() => MeasureValue)
  before!: MeasureValue;
  @Field(() => MeasureValue)
  now!: MeasureValue;
  @Field(() => Float, { nullable: true, description: 'null where either value is.' })
  change!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Of a rate or a mean: all mix effects together. null for a count, and where change is.',
  })
  mixEffect!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Of a rate or a mean: all rate effects together. null for a count, and where change is.',
  })
  rateEffect!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'Of a count: what more or fewer working days did, at the mean pace. null for others, and where working days are unknown.',
  })
  workingDaysEffect!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Of a count: what the pace a working day did; with workingDaysEffect the whole change.',
  })
  paceEffect!: number | null;
  @Field(() => [PartEffect], {
    description: 'Largest effect first, whichever way; empty where change is null.',
  })
  parts!: PartEffect[];
}

@Access('READER')
@ObjectType({ description: 'What one part did to a percentile. It does not add up over the parts.' })
export class PartInfluence {
  @Field(() => DimensionValue)
  key!: DimensionValue;
  @Field(() => Int)
  countBefore!: number;
  @Field(() => Int)
  countNow!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Working minutes; null: no decisions of it in the base.',
  })
  before!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Working minutes; null: no decisions of it in the period.',
  })
  now!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'Working minutes by which the percentile is higher than if this part alone were as in the base, in share and values.',
  })
  influence!: number | null;
}

@Access('READER')
@ObjectType({
  description:
    'Which parts shifted a percentile of turnaround, in working minutes. Composition and the rest after DiNardo, Fortin and Lemieux 1996; no split of a percentile adds up among parts. See docs/why-it-moved.md.',
})
export class PercentileExplanation {
  @Field(() => PercentileEnum)
  percentile!: Percentile;
  @Field(() => ComparisonBaseEnum)
  base!: ComparisonBase;
  @Field(() => Period)
  period!: Period;
  @Field(() => Period)
  basePeriod!: Period;
  @Field(() => Freshness)
  freshness!: Freshness;
  @Field(() => Int)
  countBefore!: number;
  @Field(() => Int)
  countNow!: number;
  @Field(() => Float, { nullable: true })
  before!: number | null;
  @Field(() => Float, { nullable: true })
  now!: number | null;
  @Field(() => Float, { nullable: true })
  change!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'What the changed shares of the parts did, their own distributions as before.',
  })
  compositionEffect!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'What changed within the parts: the rest of the change.',
  })
  withinEffect!: number | null;
  @Field(() => [PartInfluence], { description: 'Largest influence first, whichever way.' })
  parts!: PartInfluence[];
}
