import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { CalendarDate } from '../platform/scalars.ts';

@InputType({ description: "Calendar days of the bureau's zone, both included." })
export class PeriodInput {
  @Field(() => CalendarDate)
  from!: string;
  @Field(() => CalendarDate)
  to!: string;
}

@Access('READER')
@ObjectType({ description: "Calendar days of the bureau's zone, both included." })
export class Period {
  @Field(() => CalendarDate)
  from!: string;
  @Field(() => CalendarDate)
  to!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'Working days in it; null when the calendar is not announced for all of it.',
  })
  workingDays!: number | null;
}
