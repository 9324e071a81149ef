import { Arg, Ctx, createUnionType, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { Refusal } from '../platform/refusal.ts';
import { CalendarDate } from '../platform/scalars.ts';
import { describeYear } from '../working-time/calendar-year.ts';
import { CalendarNotAnnouncedError } from '../working-time/working-calendar.ts';
import { enterBureau } from './bureau-scope.ts';

@Access('READER')
@ObjectType({ description: 'A weekday that is a holiday, or a day of a weekend that is worked (调休).' })
export class CalendarException {
  @Field(() => CalendarDate)
  date!: string;
  @Field(() => Boolean)
  isWorkday!: boolean;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
}

@Access('READER')
@ObjectType({ description: 'The working days of a year.' })
export class WorkingCalendarYear {
  @Field(() => Int)
  year!: number;
  @Field(() => Int)
  workingDays!: number;
  @Field(() => String, { description: "The State Council's notice, or the rule." })
  sourceZh!: string;
  @Field(() => String, { description: "The State Council's notice, or the rule." })
  sourceEn!: string;
  @Field(() => [CalendarException], { description: 'By date.' })
  exceptions!: CalendarException[];
}

@Access('READER')
@ObjectType({
  description: 'The working days of the year are not announced: there is no answer, and none is guessed.',
})
export class CalendarNotAnnounced {
  @Field(() => Int)
  year!: number;
  @Field(() => Int)
  firstAnnouncedYear!: number;
  @Field(() => Int)
  lastAnnouncedYear!: number;
}

const WorkingCalendarResult = createUnionType({
  name: 'WorkingCalendarResult',
  description: 'The working days of a year, or that they are not announced.',
  types: () => [WorkingCalendarYear, CalendarNotAnnounced] as const,
  resolveType: (value) => ('workingDays' in value ? WorkingCalendarYear : CalendarNotAnnounced),
});

@Resolver()
export class WorkingCalendarResolver {
  @Access('READER')
  @Query(() => WorkingCalendarResult, { description: "A year of the bureau's working calendar." })
  async workingCalendar(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('year', () => Int) year: number,
  ): Promise<WorkingCalendarYear | CalendarNotAnnounced> {
    const { calendar } = await enterBureau(context, bureau);
    if (year < 1 || year > 9999) {
      throw new Refusal('INVALID_PERIOD', `A year is from 1 to 9999, not ${year}.`);
    }
    try {
      return describeYear(calendar, year);
    } catch (error) {
      if (error instanceof CalendarNotAnnouncedError) {
        const { firstAnnouncedYear, lastAnnouncedYear } = error;
        return { year, firstAnnouncedYear, lastAnnouncedYear };
      }
      throw error;
    }
  }
}
