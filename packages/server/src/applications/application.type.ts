import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { Access } from '../platform/access.ts';
import { connectionOf } from '../platform/connection.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { CalendarDate, DateTime } from '../platform/scalars.ts';
import {
  type ApplicantKind,
  type ApplicationRow,
  NO_DUE_REASONS,
  type NoDueReason,
} from './application.entity.ts';
import {
  DECISIONS,
  type Decision,
  EVENT_TYPES,
  type EventType,
  SUSPENSION_REASONS,
  type SuspensionReason,
} from './application-event.ts';
import { APPLICATION_STATES, type ApplicationState } from './lifecycle.ts';
import type { TimeOwner } from './owned-time.ts';
import { ApplicantKindEnum, HandlingEnum, TimeOwnerEnum } from './scope-filter.type.ts';
import type { Handling } from './service-item.entity.ts';

export const ApplicationStateEnum = enumOf(APPLICATION_STATES);
registerEnumType(ApplicationStateEnum, {
  name: 'ApplicationState',
  description: 'Where an application stands in its life.',
});

export const EventTypeEnum = enumOf(EVENT_TYPES);
registerEnumType(EventTypeEnum, {
  name: 'EventType',
  description: 'The lawful events of an application, and NAMED_STEP for an activity of a foreign log.',
  valuesConfig: {
    RECEIVED: { description: '收件' },
    CORRECTION_REQUESTED: { description: '补正告知' },
    CORRECTION_SUBMITTED: { description: '补正提交' },
    ACCEPTED: { description: '受理' },
    NOT_ACCEPTED: { description: '不予受理' },
    SUSPENDED: { description: '特别程序开始' },
    RESUMED: { description: '特别程序结束' },
    INSPECTED: { description: '勘验' },
    RECTIFICATION_REQUESTED: { description: '整改' },
    RECTIFIED: { description: '整改完成' },
    EXTENDED: { description: '延期' },
    DECIDED: { description: '决定' },
    ISSUED: { description: '发证' },
    DELIVERED: { description: '送达' },
    WITHDRAWN: { description: '撤回' },
    TERMINATED: { description: '终止' },
    RATED: { description: '好差评' },
    REVIEW_FOLLOWED_UP: { description: '差评回访: the bureau called back about a rating.' },
    NAMED_STEP: {
      description: 'An activity of a foreign log with no lawful meaning; `stepName` says which.',
    },
  },
});

export const DecisionEnum = enumOf(DECISIONS);
registerEnumType(DecisionEnum, { name: 'Decision', description: 'What was decided.' });

export const SuspensionReasonEnum = enumOf(SUSPENSION_REASONS);
registerEnumType(SuspensionReasonEnum, {
  name: 'SuspensionReason',
  description: 'Why time is not counted (行政许可法 art. 45).',
});

export const NoDeadlineReasonEnum = enumOf(NO_DUE_REASONS);
registerEnumType(NoDeadlineReasonEnum, {
  name: 'NoDeadlineReason',
  description: 'Why there is no deadline.',
  valuesConfig: {
    NO_LIMIT: { description: 'No limit is in force for its item.' },
    NOT_ACCEPTED_YET: { description: 'The limit runs from acceptance.' },
    SUSPENDED: { description: 'A special procedure is going on (art. 45): the day depends on when it ends.' },
    CALENDAR_NOT_ANNOUNCED: { description: 'It falls in a year whose working days are not announced yet.' },
  },
});

@Access('READER')
@ObjectType({ description: 'A limit of a service item with the days it is in force.' })
export class ItemLimit {
  @Field(() => CalendarDate)
  validFrom!: string;
  @Field(() => CalendarDate, { nullable: true, description: 'The last day in force; null: open.' })
  validTo!: string | null;
  @Field(() => Int, { nullable: true })
  statutoryWorkingDays!: number | null;
  @Field(() => Int, { nullable: true })
  promisedWorkingDays!: number | null;
}

@Access('READER')
@ObjectType({ description: 'What can be applied for (政务服务事项).' })
export class ServiceItem {
  readonly id!: number;
  @Field(() => ID)
  code!: string;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
  @Field(() => HandlingEnum, { nullable: true, description: 'null: the source does not say.' })
  handling!: Handling | null;
}

@Access('READER')
@ObjectType({ description: 'Working minutes by owner; the three add up to the whole.' })
export class OwnedTime {
  @Field(() => Int)
  bureauMinutes!: number;
  @Field(() => Int)
  applicantMinutes!: number;
  @Field(() => Int)
  excludedMinutes!: number;
  @Field(() => Int)
  wholeMinutes!: number;
}

@Access('READER')
@ObjectType({ description: 'An interval of an application with its one owner.' })
export class OwnedInterval {
  @Field(() => TimeOwnerEnum)
  owner!: TimeOwner;
  @Field(() => DateTime)
  from!: Date;
  @Field(() => DateTime)
  to!: Date;
  @Field(() => Int, { nullable: true, description: 'null: the calendar of a year in it is not announced.' })
  workingMinutes!: number | null;
}

@Access('READER')
@ObjectType({ description: 'A deadline.' })
export class DeadlineKnown {
  @Field(() => CalendarDate, { description: 'Last day in time.' })
  dueOn!: string;
  @Field(() => DateTime, { description: 'Last instant in time.' })
  dueAt!: Date;
  @Field(() => Boolean, {
    description: 'It came with the source instead of being computed from the limits of the item.',
  })
  isStated!: boolean;
  @Field(() => Int, {
    nullable: true,
    description:
      'Working days left after today, negative when past; null once closed, or when the calendar is not announced.',
  })
  workingDaysLeft!: number | null;
  @Field(() => Boolean, { description: 'Open and past the last instant in time.' })
  isOverdue!: boolean;
}

@Access('READER')
@ObjectType({ description: 'No deadline, and why.' })
export class DeadlineUnknown {
  @Field(() => NoDeadlineReasonEnum)
  reason!: NoDueReason;
}

export const Deadline = createUnionType({
  name: 'Deadline',
  description: 'A deadline, or the reason there is none.',
  types: () => [DeadlineKnown, DeadlineUnknown] as const,
  resolveType: (value) => ('dueOn' in value ? DeadlineKnown : DeadlineUnknown),
});

@Access('READER')
@ObjectType({ description: 'Where a fact came from.' })
export class SourceRow {
  @Field(() => ID)
  importRunId!: string;
  @Field(() => String)
  fileName!: string;
  @Field(() => Int, { description: '1 = the first row after the header.' })
  rowNumber!: number;
}

@Access('READER')
@ObjectType({ description: "A dated fact in an application's life (环节)." })
export class ApplicationEvent {
  readonly importRunId!: number;
  readonly sourceRow!: number;
  readonly servicePointId!: number | null;
  readonly scope!: BureauScope;
  @Field(() => EventTypeEnum)
  type!: EventType;
  @Field(() => String, { nullable: true, description: 'NAMED_STEP only.' })
  stepName!: string | null;
  @Field(() => DateTime)
  occurredAt!: Date;
  @Field(() => String, { nullable: true, description: 'A role, never a name.' })
  actorRole!: string | null;
  @Field(() => SuspensionReasonEnum, { nullable: true, description: 'SUSPENDED only.' })
  suspensionReason!: SuspensionReason | null;
  @Field(() => Boolean, { nullable: true, description: 'INSPECTED only.' })
  passed!: boolean | null;
  @Field(() => Int, { nullable: true, description: 'EXTENDED only: approved working days.' })
  approvedWorkingDays!: number | null;
  @Field(() => DecisionEnum, { nullable: true, description: 'DECIDED only; null: the source does not say.' })
  decision!: Decision | null;
  @Field(() => Int, { nullable: true, description: 'RATED only: 1 to 5.' })
  rating!: number | null;
}

@Access('READER')
@ObjectType({ description: 'One request for one service item by one applicant (办件).' })
export class Application {
  readonly id!: number;
  readonly scope!: BureauScope;
  readonly row!: ApplicationRow;
  @Field(() => ID, { description: 'Unique within the bureau.' })
  caseKey!: string;
  @Field(() => ApplicationStateEnum)
  state!: ApplicationState;
  @Field(() => ApplicantKindEnum, { nullable: true })
  applicantKind!: ApplicantKind | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Visits of the applicant beyond their own building (跑动次数); null: not stated.',
  })
  applicantVisits!: number | null;
  @Field(() => DateTime)
  receivedAt!: Date;
  @Field(() => DateTime, { nullable: true, description: 'null: not accepted (yet).' })
  acceptedAt!: Date | null;
  @Field(() => Boolean, { description: 'Accepted by silence (行政许可法 art. 32), not by an act.' })
  isAcceptanceDeemed!: boolean;
  @Field(() => DateTime, { nullable: true })
  decidedAt!: Date | null;
  @Field(() => DecisionEnum, { nullable: true })
  decision!: Decision | null;
  @Field(() => DateTime, { nullable: true })
  issuedAt!: Date | null;
  @Field(() => DateTime, {
    nullable: true,
    description: 'Decided, not accepted, withdrawn or terminated, whichever came; null: open.',
  })
  closedAt!: Date | null;
  @Field(() => OwnedTime, {
    nullable: true,
    description:
      'Receipt to end; null while open, when the calendar is not announced, or when the end precedes the receipt.',
  })
  ownedTime!: OwnedTime | null;
  @Field(() => Deadline, { description: 'Of the promised limit (承诺时限).' })
  promisedDeadline!: DeadlineKnown | DeadlineUnknown;
  @Field(() => Deadline, { description: 'Of the statutory limit (法定时限).' })
  statutoryDeadline!: DeadlineKnown | DeadlineUnknown;
}

export const ApplicationConnection = connectionOf(Application, 'Application');

export const APPLICATION_SORTS = [
  'NEWEST_RECEIVED',
  'OLDEST_RECEIVED',
  'DUE_FIRST',
  'LONGEST_TURNAROUND',
] as const;
export type ApplicationSort = (typeof APPLICATION_SORTS)[number];
export const ApplicationSortEnum = enumOf(APPLICATION_SORTS);
registerEnumType(ApplicationSortEnum, {
  name: 'ApplicationSort',
  description: 'Order of a list of applications; ties by age of the record.',
  valuesConfig: {
    DUE_FIRST: { description: 'By promised deadline, those without one last.' },
    LONGEST_TURNAROUND: { description: 'By bureau-owned working minutes, those without last.' },
  },
});
