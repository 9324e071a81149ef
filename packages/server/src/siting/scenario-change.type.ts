import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { CalendarDate } from '../platform/scalars.ts';
import type { ServicePointKind } from '../service-points/service-point.entity.ts';
import { ServicePointKindEnum } from '../service-points/service-point.type.ts';
import type { PlannedOpening } from './decide-scenario.ts';
import { SitingIssue, SitingScenario } from './scenario.type.ts';

export const SITING_REFUSALS = [
  'NOT_FOUND',
  'NAME_EMPTY',
  'NAME_IN_USE',
  'QUESTION_REFUSED',
  'TIME_LIMIT_OUT_OF_RANGE',
  'BUSY',
  'RUNNING',
  'TOO_SLOW',
  'TEXT_EMPTY',
  'NOT_SOLVED',
  'STALE',
  'DECIDED',
  'NO_OPENINGS',
  'NOT_IN_PLAN',
  'OPENS_IN_THE_PAST',
  'IMPORT_IN_PROGRESS',
  'POINT_CODE_IN_USE',
] as const;
export type SitingRefusalCode = (typeof SITING_REFUSALS)[number];
export const SitingRefusalCodeEnum = enumOf(SITING_REFUSALS);
registerEnumType(SitingRefusalCodeEnum, {
  name: 'SitingRefusalCode',
  description: 'Why nothing was done.',
  valuesConfig: {
    NOT_FOUND: { description: 'There is no such scenario.' },
    NAME_EMPTY: { description: 'A scenario has a name of 1 to 100 characters.' },
    NAME_IN_USE: { description: 'Another scenario has this name.' },
    QUESTION_REFUSED: { description: 'The question cannot be asked as it stands: see issues.' },
    TIME_LIMIT_OUT_OF_RANGE: { description: 'A time limit is 1 to 600 seconds.' },
    BUSY: { description: 'Another question is being solved by this server: one at a time.' },
    RUNNING: { description: 'The scenario is being solved: wait, or stop it.' },
    TOO_SLOW: { description: 'There was no answer in the time of a trial: save the question and run it.' },
    TEXT_EMPTY: { description: 'A comment has 1 to 2,000 characters.' },
    NOT_SOLVED: { description: 'There is no plan to decide.' },
    STALE: { description: 'The plan rests on a question or facts that have changed: run it again.' },
    DECIDED: { description: 'It is decided already: take the import run back first.' },
    NO_OPENINGS: { description: 'No site was chosen.' },
    NOT_IN_PLAN: { description: 'A chosen site is not opened by the plan, or was chosen twice.' },
    OPENS_IN_THE_PAST: { description: 'A point opens after today.' },
    IMPORT_IN_PROGRESS: { description: 'An import of this bureau is running: try again later.' },
    POINT_CODE_IN_USE: { description: 'A service point has the code that a new one would get.' },
  },
});

@Access('READER')
@ObjectType({ description: 'Nothing was done, and why.' })
export class SitingRefused {
  @Field(() => SitingRefusalCodeEnum)
  code!: SitingRefusalCode;
  @Field(() => [SitingIssue], { description: 'Of QUESTION_REFUSED.' })
  issues!: readonly SitingIssue[];
}

@Access('READER')
@ObjectType({ description: 'The scenario as it is now.' })
export class SitingScenarioChanged {
  @Field(() => SitingScenario)
  scenario!: SitingScenario;
}

export const SitingScenarioChange = createUnionType({
  name: 'SitingScenarioChange',
  description: 'What came of changing, running, commenting or deciding a scenario.',
  types: () => [SitingScenarioChanged, SitingRefused] as const,
  resolveType: (value) => ('code' in value ? SitingRefused : SitingScenarioChanged),
});

@InputType({ description: 'A site of the plan that is to become a service point in preparation.' })
export class SitingOpeningInput implements PlannedOpening {
  @Field(() => ID, { description: 'Key of a site that the plan opens.' })
  site!: string;
  @Field(() => CalendarDate, { description: 'The day it is planned to open, after the bureau’s today.' })
  opensOn!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Name of a new point; null: the place’s name and “帮办代办服务点”.',
  })
  nameZh!: string | null;
  @Field(() => ServicePointKindEnum, {
    nullable: true,
    description: 'Of a new point; null: BUSINESS_BUILDING in a key building, else VILLAGE_OR_COMMUNITY.',
  })
  pointKind!: ServicePointKind | null;
}
