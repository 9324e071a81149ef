import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { PeriodInput } from '../bureau/period.type.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { CalendarDate } from '../platform/scalars.ts';
import type { ServicePointKind } from '../service-points/service-point.entity.ts';
import { ServicePointKindEnum } from '../service-points/service-point.type.ts';
import { AGE_BANDS, type AgeBandCode, STANDINGS, type Standing } from '../working-time/deadline-standing.ts';
import { APPLICANT_KINDS, type ApplicantKind } from './application.entity.ts';
import { TIME_OWNERS, type TimeOwner } from './owned-time.ts';
import { CHANNEL_CATEGORIES, type ChannelCategory, HANDLINGS, type Handling } from './service-item.entity.ts';

export const ApplicantKindEnum = enumOf(APPLICANT_KINDS);
registerEnumType(ApplicantKindEnum, {
  name: 'ApplicantKind',
  description: 'Who applies.',
  valuesConfig: { PERSON: { description: '个人' }, ENTERPRISE: { description: '企业' } },
});

export const StandingEnum = enumOf(STANDINGS);
registerEnumType(StandingEnum, {
  name: 'Standing',
  description: 'An open application against its promised limit.',
  valuesConfig: {
    OVERDUE: { description: '超期: past the last instant in time.' },
    DUE_SOON: { description: '临期: in time, with at most 2 working days left.' },
    WITHIN_LIMIT: { description: 'In time, with more than 2 working days left.' },
    NO_DEADLINE: {
      description: 'No deadline is known: none set, not accepted yet, suspended, or a year not announced.',
    },
  },
});

export const TimeOwnerEnum = enumOf(TIME_OWNERS);
registerEnumType(TimeOwnerEnum, {
  name: 'TimeOwner',
  description: 'Whose time an interval is; every interval has exactly one owner.',
  valuesConfig: {
    BUREAU: { description: "The bureau's." },
    APPLICANT: { description: "The applicant's: waiting for a correction or a rectification." },
    EXCLUDED: { description: 'Excluded by 行政许可法 art. 45.' },
  },
});

export const AgeBandCodeEnum = enumOf(AGE_BANDS);
registerEnumType(AgeBandCodeEnum, {
  name: 'AgeBandCode',
  description: 'Working days since receipt, the day of receipt not counted.',
  valuesConfig: {
    CALENDAR_NOT_ANNOUNCED: { description: 'Received in a year whose calendar is not announced.' },
  },
});

export const HandlingEnum = enumOf(HANDLINGS);
registerEnumType(HandlingEnum, {
  name: 'Handling',
  description: 'How an item is handled.',
  valuesConfig: { INSTANT: { description: '即办件' }, COMMITTED: { description: '承诺件' } },
});

export const ChannelCategoryEnum = enumOf(CHANNEL_CATEGORIES);
registerEnumType(ChannelCategoryEnum, {
  name: 'ChannelCategory',
  description: 'The way an application came in, whatever its source calls the channel.',
  valuesConfig: {
    ONLINE: { description: '网上' },
    COUNTER: { description: '窗口' },
    ASSISTED: { description: '帮办代办' },
    ON_SITE_EVENT: { description: '进楼宇活动' },
  },
});

export const STATED_FACTS = ['LIMITS', 'HANDLING', 'CHANNEL', 'VISITS', 'CORRECTIONS', 'RATING'] as const;
/** What a measure needs of an application, and its source need not say. */
export type StatedFact = (typeof STATED_FACTS)[number];
export const StatedFactEnum = enumOf(STATED_FACTS);
registerEnumType(StatedFactEnum, {
  name: 'StatedFact',
  description: 'What a measure needs of an application, and its source need not say.',
  valuesConfig: {
    LIMITS: { description: 'The promised and the statutory limit of its item on the day of receipt.' },
    HANDLING: { description: 'Whether its item is instant or committed.' },
    CHANNEL: { description: 'A channel that is one of the known categories.' },
    VISITS: { description: 'How often the applicant had to come.' },
    CORRECTIONS: { description: 'Accepted, and whether a correction was asked for.' },
    RATING: { description: 'A rating.' },
  },
});

@InputType({
  description:
    'Which applications: shared by lists and aggregates. Every list is an OR, fields are ANDed; null or empty: no restriction.',
})
export class ScopeFilter {
  @Field(() => [ID], { nullable: true, description: 'Codes of the points that received them.' })
  servicePoints?: string[] | null;
  @Field(() => [ServicePointKindEnum], { nullable: true })
  servicePointKinds?: ServicePointKind[] | null;
  @Field(() => [ID], { nullable: true, description: 'Codes.' })
  serviceItems?: string[] | null;
  @Field(() => [ID], { nullable: true, description: 'Codes.' })
  departments?: string[] | null;
  @Field(() => [ID], { nullable: true, description: 'Codes.' })
  domains?: string[] | null;
  @Field(() => [ID], { nullable: true, description: 'Codes.' })
  channels?: string[] | null;
  @Field(() => [ApplicantKindEnum], { nullable: true })
  applicantKinds?: ApplicantKind[] | null;
}

@InputType({ description: 'The facts behind a figure; fields are ANDed.' })
export class ApplicationSelection {
  @Field(() => String, { nullable: true, description: 'The case number begins with it, case-insensitive.' })
  caseKeyPrefix?: string | null;
  @Field(() => PeriodInput, { nullable: true })
  received?: PeriodInput | null;
  @Field(() => PeriodInput, { nullable: true })
  decided?: PeriodInput | null;
  @Field(() => PeriodInput, { nullable: true })
  closed?: PeriodInput | null;
  @Field(() => PeriodInput, { nullable: true, description: 'Its last logged activity is in the period.' })
  lastLogged?: PeriodInput | null;
  @Field(() => CalendarDate, {
    nullable: true,
    description: "Open at the end of that day (at the bureau's now, for today).",
  })
  openOn?: string | null;
  @Field(() => [StandingEnum], {
    nullable: true,
    description: 'Open, and standing so at the end of `openOn`, by default now.',
  })
  standing?: Standing[] | null;
  @Field(() => AgeBandCodeEnum, {
    nullable: true,
    description: 'Open, and of that age at the end of `openOn`, by default now.',
  })
  ageBand?: AgeBandCode | null;
  @Field(() => [TimeOwnerEnum], {
    nullable: true,
    description: 'Open, and waiting for one of them at the end of `openOn`, by default now: who must act.',
  })
  waitingFor?: TimeOwner[] | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'Open at the end of `openOn`, by default now, in time, and past its promised limit once so many working days have gone, today not counted; 0: today. 0 to 250. None where the calendar of the days ahead is not announced.',
  })
  dueWithinWorkingDays?: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Decided, with a known promised limit, in time or not.',
  })
  promisedOnTime?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Decided, with a known statutory limit, in time or not.',
  })
  statutoryOnTime?: boolean | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Decided with at least so many bureau-owned working minutes.',
  })
  turnaroundMinutesFrom?: number | null;
  @Field(() => Int, { nullable: true, description: 'Decided with fewer bureau-owned working minutes.' })
  turnaroundMinutesTo?: number | null;
  @Field(() => PeriodInput, {
    nullable: true,
    description: 'Accepted in the period; by silence: known to be in the period.',
  })
  accepted?: PeriodInput | null;
  @Field(() => PeriodInput, { nullable: true, description: 'First evaluated in the period.' })
  rated?: PeriodInput | null;
  @Field(() => [StatedFactEnum], { nullable: true, description: 'States all of these.' })
  states?: StatedFact[] | null;
  @Field(() => [StatedFactEnum], { nullable: true, description: 'States none of these.' })
  omits?: StatedFact[] | null;
  @Field(() => HandlingEnum, { nullable: true })
  handling?: Handling | null;
  @Field(() => ChannelCategoryEnum, { nullable: true })
  channelCategory?: ChannelCategory | null;
  @Field(() => Int, { nullable: true, description: 'States at most so many visits of the applicant.' })
  visitsAtMost?: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Accepted with no correction asked for, or with one.',
  })
  firstPass?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Its first rating is 3 or better, or it is a bad review.',
  })
  satisfied?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'A bad review, followed up or not.' })
  reviewFollowedUp?: boolean | null;
  @Field(() => [ID], { nullable: true, description: 'Of the batch of one of these outreach events: codes.' })
  outreachEvents?: string[] | null;
}
