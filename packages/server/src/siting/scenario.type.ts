import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { Access } from '../platform/access.ts';
import { connectionOf } from '../platform/connection.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { CalendarDate, DateTime } from '../platform/scalars.ts';
import { ASK_ISSUE_CODES, type AskIssue } from './ask-issues.ts';
import {
  SITING_PHASES,
  SITING_RUN_STATUSES,
  type SitingPhase,
  type SitingRunStatus,
} from './scenario.sql.ts';
import { SitingQuestion } from './siting-question.type.ts';

export const SCENARIO_STATUSES = ['DRAFT', 'RUNNING', 'SOLVED', 'STOPPED', 'STALE', 'FAILED'] as const;
export type ScenarioStatus = (typeof SCENARIO_STATUSES)[number];
export const ScenarioStatusEnum = enumOf(SCENARIO_STATUSES);
registerEnumType(ScenarioStatusEnum, {
  name: 'SitingScenarioStatus',
  description: 'How a scenario stands.',
  valuesConfig: {
    DRAFT: { description: 'Saved, never run.' },
    RUNNING: { description: 'Being solved.' },
    SOLVED: { description: 'Its newest run is proven, and rests on today’s facts.' },
    STOPPED: { description: 'Its newest run ended before the proof; what it had is kept.' },
    STALE: {
      description: 'Solved or stopped, but on a question or facts that have changed since: run it again.',
    },
    FAILED: { description: 'Its newest run was refused, failed, or ended with its process.' },
  },
});

export const STALE_REASONS = ['QUESTION', 'PLACES', 'POINTS', 'TRAVEL_TIMES'] as const;
export type StaleReason = (typeof STALE_REASONS)[number];
export const StaleReasonEnum = enumOf(STALE_REASONS);
registerEnumType(StaleReasonEnum, {
  name: 'SitingStaleReason',
  description: 'What has changed since the newest run.',
  valuesConfig: {
    QUESTION: { description: 'The question itself.' },
    PLACES: { description: 'Demand areas, key buildings, their sizes or positions.' },
    POINTS: { description: 'Service points, their positions or their status today.' },
    TRAVEL_TIMES: { description: 'The road network, or whether there is one.' },
  },
});

export const RunStatusEnum = enumOf(SITING_RUN_STATUSES);
registerEnumType(RunStatusEnum, {
  name: 'SitingRunStatus',
  description: 'What became of a run.',
  valuesConfig: {
    RUNNING: { description: 'Under way.' },
    SOLVED: { description: 'Proven, also that there is no plan.' },
    STOPPED: { description: 'By its time or by a person; what it had is kept.' },
    FAILED: { description: 'Refused (see issues), or something went wrong.' },
    INTERRUPTED: { description: 'Its process ended.' },
  },
});

export const PhaseEnum = enumOf(SITING_PHASES);
registerEnumType(PhaseEnum, {
  name: 'SitingPhase',
  description: 'What a run is at.',
  valuesConfig: {
    TRAVEL_TIMES: { description: 'Travel times to sites that the matrix does not lead to.' },
    BEST_PLAN: { description: 'The best plan and its proof.' },
    PICK: { description: 'The bureau’s own pick against it.' },
    CURVE: { description: 'The best for 0, 1, 2 … new points.' },
    ALTERNATIVES: { description: 'Plans that are nearly as good.' },
    SENSITIVITY: { description: 'Other thresholds and weights.' },
  },
});

export const IssueCodeEnum = enumOf(ASK_ISSUE_CODES);
registerEnumType(IssueCodeEnum, {
  name: 'SitingIssueCode',
  description: 'Why a question cannot be asked as it stands.',
  valuesConfig: {
    NO_CANDIDATES: { description: 'No site may be open.' },
    NO_DEMAND: { description: 'No place weighs more than 0.' },
    NUMBER_OUT_OF_RANGE: { description: 'A number is outside its range.' },
    TRAVEL_INCOMPLETE: { description: 'A travel time is missing.' },
    UNKNOWN_GROUP: { description: 'There is no such town or street.' },
    UNKNOWN_PLACE: { description: 'There is no such place.' },
    CONTRADICTING_RULE: { description: 'A site may not be both.' },
    NOT_COMBINABLE: { description: 'Two parts of the question do not go together.' },
    UNKNOWN_SITE: { description: 'There is no such site in the question.' },
    UNKNOWN_TOWN_OR_STREET: { description: 'No place is in a town or street of that name.' },
    PIN_CODE_IN_USE: { description: 'Every pin has a code of its own.' },
    TOO_LARGE: { description: 'Too many pairs of places and sites.' },
    ENGINE_NOT_AVAILABLE: {
      description:
        'The travel times come from a road network whose engine does not answer here; nothing is mixed with estimates.',
    },
  },
});

@Access('READER')
@ObjectType({ description: 'Why a question cannot be asked as it stands.' })
export class SitingIssue implements AskIssue {
  @Field(() => IssueCodeEnum)
  code!: AskIssue['code'];
  @Field(() => String, { description: 'Which value, as a path.' })
  where!: string;
  @Field(() => String)
  was!: string;
  @Field(() => String)
  expected!: string;
}

@Access('READER')
@ObjectType({ description: 'How far a run is.' })
export class SitingProgress {
  @Field(() => PhaseEnum)
  phase!: SitingPhase;
  @Field(() => Float, { nullable: true, description: 'Since the solving of this phase began.' })
  seconds!: number | null;
  @Field(() => Float, { nullable: true, description: 'Of the best plan so far; null: none yet.' })
  objective!: number | null;
  @Field(() => Float, { nullable: true, description: 'No plan can do better; null: not known yet.' })
  bound!: number | null;
  @Field(() => Float, { nullable: true, description: '|bound − objective| ÷ |objective|; null: not known.' })
  gap!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Of TRAVEL_TIMES: places whose ways to the sites are there.',
  })
  done!: number | null;
  @Field(() => Int, { nullable: true, description: 'Of TRAVEL_TIMES: places to be asked from.' })
  total!: number | null;
}

@Access('READER')
@ObjectType({ description: 'One run of a scenario.' })
export class SitingRun {
  @Field(() => ID)
  id!: string;
  @Field(() => RunStatusEnum)
  status!: SitingRunStatus;
  @Field(() => DateTime)
  startedAt!: Date;
  @Field(() => String, {
    description: 'Who began it: the name signed in with, or OPERATOR for the operator of the machine.',
  })
  startedBy!: string;
  @Field(() => DateTime, { nullable: true, description: 'null: it is running.' })
  finishedAt!: Date | null;
  @Field(() => Int, { description: 'Of the whole run once the travel times are there, 1 to 600.' })
  timeLimitSeconds!: number;
  @Field(() => SitingProgress, { nullable: true, description: 'null: it has ended.' })
  progress!: SitingProgress | null;
  @Field(() => Boolean)
  isCancelRequested!: boolean;
  @Field(() => [SitingIssue], { description: 'Why the question was refused; empty: it was not.' })
  issues!: readonly SitingIssue[];
  @Field(() => SitingQuestion, { description: 'As it was asked.' })
  question!: SitingQuestion;
}

@Access('READER')
@ObjectType({ description: 'What was said of a scenario.' })
export class SitingComment {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  text!: string;
  @Field(() => DateTime)
  writtenAt!: Date;
  @Field(() => String, {
    description: 'Who wrote it: the name signed in with, or OPERATOR for the operator of the machine.',
  })
  writtenBy!: string;
}

@Access('READER')
@ObjectType({ description: 'A site that became a service point in preparation.' })
export class SitingOpening {
  @Field(() => ID, { description: 'Key of the site.' })
  site!: string;
  @Field(() => ID, { description: 'Code of the service point.' })
  pointCode!: string;
  @Field(() => CalendarDate, { description: 'The day it is planned to open.' })
  opensOn!: string;
}

@Access('READER')
@ObjectType({
  description:
    'What was decided by a scenario. It goes with its import run: taken back there, it no longer holds.',
})
export class SitingDecision {
  @Field(() => ID, { description: 'The run whose plan was decided.' })
  runId!: string;
  @Field(() => ID, { description: 'The import run that brought the points in.' })
  importRunId!: string;
  @Field(() => [SitingOpening])
  openings!: readonly SitingOpening[];
  @Field(() => DateTime)
  decidedAt!: Date;
  @Field(() => String, {
    description: 'Who decided: the name signed in with, or OPERATOR for the operator of the machine.',
  })
  decidedBy!: string;
}

@Access('READER')
@ObjectType({ description: 'A question that is kept under a name, with its runs, comments and decision.' })
export class SitingScenario {
  readonly rowId!: number;
  readonly scope!: BureauScope;
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'Unique within the bureau.' })
  name!: string;
  @Field(() => SitingQuestion)
  question!: SitingQuestion;
  @Field(() => Boolean, { description: 'Made for the demonstration.' })
  isSynthetic!: boolean;
  @Field(() => DateTime)
  savedAt!: Date;
  @Field(() => String, {
    description: 'Who saved it last: the name signed in with, or OPERATOR for the operator of the machine.',
  })
  savedBy!: string;
}

export const SitingScenarioConnection = connectionOf(SitingScenario, 'SitingScenario');
