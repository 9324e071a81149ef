import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { CalendarDate, DateTime } from '../platform/scalars.ts';
import type { BureauScope } from './bureau-scope.ts';

@Access('READER')
@ObjectType({ description: 'A span of the day in which a place is open.' })
export class OpeningHours {
  @Field(() => Int, { nullable: true, description: 'ISO weekday, 1 = Monday; null: every working day.' })
  weekday!: number | null;
  @Field(() => String, { description: 'HH:MM, local wall clock.' })
  open!: string;
  @Field(() => String, { description: 'HH:MM, local wall clock.' })
  close!: string;
}

@Access('READER')
@ObjectType({ description: 'How fresh the facts behind a figure are.' })
export class Freshness {
  @Field(() => Int, { description: 'Grows by one with every run that changed facts.' })
  dataVersion!: number;
  @Field(() => DateTime, {
    nullable: true,
    description: 'When the last successful run finished; null: nothing loaded yet.',
  })
  lastImportAt!: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'The newest recorded event; null: no event yet.' })
  latestEventAt!: Date | null;
}

@Access('READER')
@ObjectType({ description: 'A bureau (行政审批局): every fact belongs to one.' })
export class Bureau {
  constructor(scope: BureauScope) {
    const { bureau, calendar } = scope;
    this.scope = scope;
    this.code = bureau.code;
    this.nameZh = bureau.nameZh;
    this.nameEn = bureau.nameEn;
    this.timeZone = bureau.timeZone;
    this.now = scope.now;
    this.today = scope.today;
    this.isDemonstration = bureau.isDemonstration;
    this.noticeZh = bureau.noticeZh ?? null;
    this.noticeEn = bureau.noticeEn ?? null;
    this.standardDayMinutes = calendar.standardDayMinutes;
    this.standardHours = bureau.standardHours.map((span) => ({ weekday: null, ...span }));
  }

  readonly scope: BureauScope;
  @Field(() => ID)
  code: string;
  @Field(() => String)
  nameZh: string;
  @Field(() => String)
  nameEn: string;
  @Field(() => String, { description: 'IANA name.' })
  timeZone: string;
  @Field(() => DateTime, {
    description: "The bureau's present instant: the clock, or the fixed day of a demonstration.",
  })
  now: Date;
  @Field(() => CalendarDate, { description: "The calendar day of `now` in the bureau's zone." })
  today: string;
  @Field(() => Boolean)
  isDemonstration: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'What a reader must know of where the facts came from.',
  })
  noticeZh: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'What a reader must know of where the facts came from.',
  })
  noticeEn: string | null;
  @Field(() => Int, {
    description: 'Working minutes in a standard day: divides working minutes into working days.',
  })
  standardDayMinutes: number;
  @Field(() => [OpeningHours])
  standardHours: OpeningHours[];
}
