import { Field, Int, ObjectType } from 'type-graphql';
import { DimensionValue } from '../applications/dimension.type.ts';
import type { TimeOwner } from '../applications/owned-time.ts';
import { TimeOwnerEnum } from '../applications/scope-filter.type.ts';
import { OVERDUE } from '../caseload/caseload.definitions.ts';
import { describeMeasure } from '../measure/measure-definition.ts';
import { Access } from '../platform/access.ts';
import { CalendarDate, DateTime } from '../platform/scalars.ts';
import { DUE_WITHIN } from './warnings.definitions.ts';

@Access('READER')
@ObjectType({ description: 'What is late and what is about to be.' })
export class AttentionCounts {
  @Field(() => Int, { description: describeMeasure(OVERDUE) })
  overdue!: number;
  @Field(() => Int, {
    nullable: true,
    description: `${describeMeasure(DUE_WITHIN)} null: the calendar of the days ahead is not announced.`,
  })
  dueWithin!: number | null;
}

@Access('READER')
@ObjectType({ description: 'The same, at one point or department.' })
export class AttentionPart {
  @Field(() => DimensionValue)
  key!: DimensionValue;
  @Field(() => AttentionCounts)
  counts!: AttentionCounts;
}

@Access('READER')
@ObjectType({ description: 'What waits for one of those who must act.' })
export class AttentionGroup {
  @Field(() => TimeOwnerEnum)
  waitingFor!: TimeOwner;
  @Field(() => AttentionCounts)
  counts!: AttentionCounts;
  @Field(() => [AttentionPart], {
    description: 'Most overdue first, then most about to be; adds up to the counts.',
  })
  byServicePoint!: AttentionPart[];
  @Field(() => [AttentionPart], {
    description: 'Most overdue first, then most about to be; adds up to the counts.',
  })
  byDepartment!: AttentionPart[];
}

@Access('READER')
@ObjectType({
  description:
    'Open applications that are overdue or about to be, by who must act. The applications themselves: `applications` with `waitingFor` and `dueWithinWorkingDays` or `standing`.',
})
export class AttentionReport {
  @Field(() => DateTime, { description: 'The instant at which stock is taken.' })
  asOf!: Date;
  @Field(() => Int)
  withinWorkingDays!: number;
  @Field(() => CalendarDate, {
    nullable: true,
    description: 'The last due day that counts as about to be late; null: the calendar is not announced.',
  })
  horizon!: string | null;
  @Field(() => AttentionCounts)
  total!: AttentionCounts;
  @Field(() => [AttentionGroup], {
    description: 'The bureau, the applicant, excluded by law; always the three.',
  })
  groups!: AttentionGroup[];
}
