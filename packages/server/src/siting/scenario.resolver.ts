import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { Audited } from '../platform/audited.ts';
import type { Connection } from '../platform/connection.ts';
import { type SitingContext, TRIAL_SECONDS } from './conduct-siting.ts';
import {
  commentOnScenario,
  decide,
  deleteScenario,
  LONGEST_LIMIT_SECONDS,
  runScenario,
  saveScenario,
  stopScenario,
  tryQuestion,
} from './scenario.service.ts';
import {
  type ScenarioStatus,
  ScenarioStatusEnum,
  SitingComment,
  SitingDecision,
  SitingRun,
  SitingScenario,
  SitingScenarioConnection,
  type StaleReason,
  StaleReasonEnum,
} from './scenario.type.ts';
import {
  SitingOpeningInput,
  type SitingRefused,
  SitingScenarioChange,
  type SitingScenarioChanged,
} from './scenario-change.type.ts';
import {
  answerOf,
  commentRows,
  decisionOf,
  newestAnswer,
  runsOf,
  scenarioPage,
  scenariosById,
  staleReasons,
  statusOf,
} from './scenario-reading.service.ts';
import { SitingAnswer } from './siting-answer.type.ts';
import { listCandidates } from './siting-candidates.ts';
import { SitingQuestion, toAsk } from './siting-question.type.ts';
import { SitingCandidates, SitingTrial, type SitingTried } from './siting-trial.type.ts';

type Change = SitingScenarioChanged | SitingRefused;

const DEFAULT_LIMIT_SECONDS = 60;
/** Scenarios that stand side by side. */
const MOST_COMPARED = 6;

/** Where the next service points go: candidates, trials, and scenarios that are kept. */
@Resolver()
export class SitingResolver {
  @Access('READER')
  @Query(() => SitingCandidates, {
    description: `The sites of a question with what each would do by itself, without solving it. Travel times that are not there are computed, for ${TRIAL_SECONDS} seconds at most; what is there by then is kept.`,
  })
  async sitingCandidates(
    @Ctx() context: SitingContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('question', () => SitingQuestion) question: SitingQuestion,
  ): Promise<SitingCandidates> {
    return listCandidates(context, await enterBureau(context, bureau), toAsk(question));
  }

  @Access('READER')
  @Query(() => SitingTrial, {
    description: `The answer to a question that is not kept: the best that ${TRIAL_SECONDS} seconds give, with its honest gap. One question at a time is solved by a server; meanwhile others are refused with BUSY.`,
  })
  async sitingTrial(
    @Ctx() context: SitingContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('question', () => SitingQuestion) question: SitingQuestion,
  ): Promise<SitingTried | SitingRefused> {
    return tryQuestion(context, await enterBureau(context, bureau), toAsk(question));
  }

  @Access('READER')
  @Query(() => SitingScenarioConnection, { description: 'The scenarios of a bureau, newest first.' })
  async sitingScenarios(
    @Ctx() context: SitingContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('first', () => Int, { defaultValue: 25, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<SitingScenario>> {
    return scenarioPage(context, await enterBureau(context, bureau), { first, after: after ?? null });
  }

  @Access('READER')
  @Query(() => SitingScenario, {
    nullable: true,
    description: 'One scenario; null: there is none of this id.',
  })
  async sitingScenario(
    @Ctx() context: SitingContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('id', () => ID) id: string,
  ): Promise<SitingScenario | null> {
    return (await scenariosById(context, await enterBureau(context, bureau), [id]))[0] ?? null;
  }

  @Access('READER')
  @Query(() => [SitingScenario], {
    description: `Scenarios to be put side by side, in the order of the ids; those that there are, ${MOST_COMPARED} at most.`,
  })
  async sitingComparison(
    @Ctx() context: SitingContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('ids', () => [ID]) ids: string[],
  ): Promise<SitingScenario[]> {
    return scenariosById(context, await enterBureau(context, bureau), ids.slice(0, MOST_COMPARED));
  }

  @Access('PLANNER')
  @Audited('SCENARIO_SAVED', 'id')
  @Mutation(() => SitingScenarioChange, {
    description: 'Keeps a question under a name; with an id, in the place of what was kept.',
  })
  async saveSitingScenario(
    @Ctx() context: SitingContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('name', () => String, { description: '1 to 100 characters, unique within the bureau.' })
    name: string,
    @Arg('question', () => SitingQuestion) question: SitingQuestion,
    @Arg('id', () => ID, { nullable: true, description: 'null: a new scenario.' }) id: string | null,
  ): Promise<Change> {
    const scope = await enterBureau(context, bureau);
    return saveScenario(context, scope, { id: id ?? null, name, question: toAsk(question) });
  }

  @Access('PLANNER')
  @Audited('SCENARIO_RUN', 'id')
  @Mutation(() => SitingScenarioChange, {
    description: 'Begins a run of a scenario and returns at once; ask sitingScenario how far it is.',
  })
  async runSitingScenario(
    @Ctx() context: SitingContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('id', () => ID) id: string,
    @Arg('timeLimitSeconds', () => Int, {
      defaultValue: DEFAULT_LIMIT_SECONDS,
      description: `Of the whole run once the travel times are there, two thirds of it at most for the best plan; 1 to ${LONGEST_LIMIT_SECONDS}. What is best by then is kept, with its honest gap; parts that are not finished say so.`,
    })
    timeLimitSeconds: number,
  ): Promise<Change> {
    return runScenario(context, await enterBureau(context, bureau), id, timeLimitSeconds);
  }

  @Access('PLANNER')
  @Audited('SCENARIO_STOPPED', 'id')
  @Mutation(() => Boolean, {
    description: 'Asks a running scenario to stop; what it has by then is kept. false: it is not running.',
  })
  async cancelSitingScenario(
    @Ctx() context: SitingContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('id', () => ID) id: string,
  ): Promise<boolean> {
    return stopScenario(context, await enterBureau(context, bureau), id);
  }

  @Access('COMMENTER')
  @Audited('SCENARIO_COMMENTED', 'id')
  @Mutation(() => SitingScenarioChange, { description: 'Adds a comment; it stays on record.' })
  async commentSitingScenario(
    @Ctx() context: SitingContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('id', () => ID) id: string,
    @Arg('text', () => String, { description: '1 to 2,000 characters.' }) text: string,
  ): Promise<Change> {
    return commentOnScenario(context, await enterBureau(context, bureau), id, text);
  }

  @Access('PLANNER')
  @Audited('SCENARIO_DECIDED', 'id')
  @Mutation(() => SitingScenarioChange, {
    description:
      'Makes service points in preparation of sites that the plan opens, by an import run, with the days on which they are planned to open. Coverage then forecasts by them.',
  })
  async decideSitingScenario(
    @Ctx() context: SitingContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('id', () => ID) id: string,
    @Arg('openings', () => [SitingOpeningInput]) openings: SitingOpeningInput[],
  ): Promise<Change> {
    return decide(
      context,
      await enterBureau(context, bureau),
      id,
      openings.map((opening) => ({
        ...opening,
        nameZh: opening.nameZh ?? null,
        pointKind: opening.pointKind ?? null,
      })),
    );
  }

  @Access('PLANNER')
  @Audited('SCENARIO_DELETED', 'id')
  @Mutation(() => Boolean, {
    description:
      'Takes a scenario out of the lists; what was decided by it stays. false: there is none, or it is running.',
  })
  async deleteSitingScenario(
    @Ctx() context: SitingContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('id', () => ID) id: string,
  ): Promise<boolean> {
    return deleteScenario(context, await enterBureau(context, bureau), id);
  }
}

@Resolver(() => SitingScenario)
export class SitingScenarioResolver {
  @FieldResolver(() => ScenarioStatusEnum)
  status(@Root() scenario: SitingScenario, @Ctx() context: SitingContext): Promise<ScenarioStatus> {
    return statusOf(context, scenario.scope, scenario);
  }

  @FieldResolver(() => [StaleReasonEnum], {
    description:
      'What has changed since the newest run; empty: nothing, or it has no answer, or it is decided.',
  })
  staleBecause(@Root() scenario: SitingScenario, @Ctx() context: SitingContext): Promise<StaleReason[]> {
    return staleReasons(context, scenario.scope, scenario);
  }

  @FieldResolver(() => [SitingRun], { description: 'Newest first.' })
  runs(@Root() { rowId }: SitingScenario, @Ctx() context: RequestContext): Promise<SitingRun[]> {
    return runsOf(context, rowId);
  }

  @FieldResolver(() => SitingAnswer, {
    nullable: true,
    description: 'Of the newest run that has one; null: none has.',
  })
  answer(@Root() { rowId }: SitingScenario, @Ctx() context: RequestContext): Promise<SitingAnswer | null> {
    return newestAnswer(context, rowId);
  }

  @FieldResolver(() => [SitingComment], { description: 'Oldest first.' })
  async comments(
    @Root() { rowId }: SitingScenario,
    @Ctx() context: RequestContext,
  ): Promise<SitingComment[]> {
    return (await commentRows(context).load(rowId)).map(({ id, body, writtenAt, writtenBy }) => ({
      id: String(id),
      text: body,
      writtenAt,
      writtenBy,
    }));
  }

  @FieldResolver(() => SitingDecision, { nullable: true, description: 'null: nothing is decided.' })
  decision(
    @Root() { rowId }: SitingScenario,
    @Ctx() context: RequestContext,
  ): Promise<SitingDecision | null> {
    return decisionOf(context, rowId);
  }
}

@Resolver(() => SitingRun)
export class SitingRunResolver {
  @FieldResolver(() => SitingAnswer, {
    nullable: true,
    description: 'As far as it is there: the best plan first, then its parts; null: none yet, or none.',
  })
  answer(@Root() { id }: SitingRun, @Ctx() context: RequestContext): Promise<SitingAnswer | null> {
    return answerOf(context, Number(id));
  }
}
