import type { ResultOf } from '@graphql-typed-document-node/core';
import { graphql } from '../gql/index.ts';

// What the pages of siting ask; one file, since they share what they ask of an answer.

export const SITING_TRIAL = graphql(`
  query SitingTrial($bureau: ID!, $question: SitingQuestionInput!) {
    sitingTrial(bureau: $bureau, question: $question) {
      __typename
      ... on SitingTried { answer { ...AnswerParts } }
      ... on SitingRefused { code issues { code where was expected } }
    }
  }
  fragment AnswerParts on SitingAnswer {
    on solver seconds notStated pointsWithoutCoordinates closed
    basis {
      source networkName attribution computedAt detourFactor speedKilometresPerHour
      calibrationPairs medianRelativeError p90RelativeError
    }
    sites { key kind code nameZh nameEn townOrStreet pointKind longitude latitude standing rule cost capacity }
    solution { ...SolutionParts }
    today { ...PlanParts }
    plan { ...PlanParts }
    opening { measure isProven startCoveredWeight steps { site period value gain coveredWeight coveredGain lossIfLeftOut } }
    towns { ...TownParts }
    places { kind code nameZh nameEn townOrStreet weight minutesBefore minutesAfter coveredBefore coveredAfter canBeCovered }
    whole { residents enterprises keyBuildings }
    reachedToday { residents enterprises keyBuildings }
    reachedByPlan { residents enterprises keyBuildings }
    infeasibility { isComplete beyondReach { ...GapParts } remedies { changes { ...GapParts } } }
    pick { pick { ...PlanParts } loss relativeLoss lossAtMost inBoth onlyInPick onlyInBest towns { ...TownParts } }
    curve { measure todayValue isComplete points { newPoints solution { ...SolutionParts } } }
    alternatives { isComplete plans { plan { ...PlanParts } loss relativeLoss without instead } }
    sensitivity {
      isComplete
      cases { thresholdMinutes component componentPercent best { ...SolutionParts } present { ...PlanParts } loss relativeLoss planChanges }
    }
  }
  fragment SolutionParts on SitingSolution { status stoppedBy objective bound gap open openByPeriod }
  fragment PlanParts on SitingPlan {
    open objective newPoints allPoints cost totalWeight coveredWeight coveredTwiceWeight reachedWeight meanMinutes longestMinutes
    broken { ...GapParts }
  }
  fragment GapParts on SitingRequirementGap { kind subject subjectZh subjectEn asked instead }
  fragment TownParts on SitingTownEffect {
    townOrStreet weight coveredBefore coveredAfter coverable gained lost meanMinutesBefore meanMinutesAfter
  }
`);

export const SITING_CANDIDATES = graphql(`
  query SitingCandidates($bureau: ID!, $question: SitingQuestionInput!) {
    sitingCandidates(bureau: $bureau, question: $question) {
      basis {
        source networkName attribution computedAt detourFactor speedKilometresPerHour
        calibrationPairs medianRelativeError p90RelativeError
      }
      totalWeight coveredWeight
      candidates {
        coveredWeight gain
        site { key kind code nameZh nameEn townOrStreet pointKind longitude latitude standing rule cost capacity }
      }
      issues { code where was expected }
    }
  }
`);

export const SITING_SCENARIOS = graphql(`
  query SitingScenarios($bureau: ID!, $after: String) {
    sitingScenarios(bureau: $bureau, first: 25, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id name status staleBecause isSynthetic savedAt savedBy decision { decidedAt } question { model mode thresholdMinutes } } }
    }
  }
`);

export const SITING_SCENARIO = graphql(`
  query SitingScenario($bureau: ID!, $id: ID!) {
    sitingScenario(bureau: $bureau, id: $id) { ...ScenarioParts }
  }
  fragment ScenarioParts on SitingScenario {
    id name status staleBecause isSynthetic savedAt savedBy
    question { ...QuestionParts }
    comments { id text writtenAt writtenBy }
    decision { runId importRunId decidedAt decidedBy openings { site pointCode opensOn } }
    runs {
      id status startedAt startedBy finishedAt timeLimitSeconds isCancelRequested
      progress { phase seconds objective bound gap done total }
      issues { code where was expected }
    }
  }
  fragment QuestionParts on SitingQuestion {
    model mode thresholdMinutes atKeyBuildings inDemandAreas preparingPoints candidateCost capacity
    casesPerThousandResidents casesPerThousandEnterprises newPoints allPoints budget floorShare backupWeight minimise share
    mustReachKeyBuildings ownPick
    weights { residents enterprises keyBuildings }
    pins { code name longitude latitude }
    terms { site rule mayClose cost capacity }
    townFloors { townOrStreet share }
    periods { newPoints budget importance }
  }
`);

export const SITING_SCENARIO_ANSWER = graphql(`
  query SitingScenarioAnswer($bureau: ID!, $id: ID!) {
    sitingScenario(bureau: $bureau, id: $id) { id answer { ...AnswerParts } }
  }
`);

export const SITING_COMPARISON = graphql(`
  query SitingComparison($bureau: ID!, $ids: [ID!]!) {
    sitingComparison(bureau: $bureau, ids: $ids) {
      id name status
      question { ...QuestionParts }
      answer { ...AnswerParts }
    }
  }
`);

export const SAVE_SCENARIO = graphql(`
  mutation SaveSitingScenario($bureau: ID!, $name: String!, $question: SitingQuestionInput!, $id: ID) {
    saveSitingScenario(bureau: $bureau, name: $name, question: $question, id: $id) {
      __typename
      ... on SitingScenarioChanged { scenario { ...ScenarioParts } }
      ... on SitingRefused { code issues { code where was expected } }
    }
  }
`);

export const RUN_SCENARIO = graphql(`
  mutation RunSitingScenario($bureau: ID!, $id: ID!, $timeLimitSeconds: Int!) {
    runSitingScenario(bureau: $bureau, id: $id, timeLimitSeconds: $timeLimitSeconds) {
      __typename
      ... on SitingScenarioChanged { scenario { ...ScenarioParts } }
      ... on SitingRefused { code issues { code where was expected } }
    }
  }
`);

export const CANCEL_SCENARIO = graphql(`
  mutation CancelSitingScenario($bureau: ID!, $id: ID!) { cancelSitingScenario(bureau: $bureau, id: $id) }
`);

export const COMMENT_SCENARIO = graphql(`
  mutation CommentSitingScenario($bureau: ID!, $id: ID!, $text: String!) {
    commentSitingScenario(bureau: $bureau, id: $id, text: $text) {
      __typename
      ... on SitingScenarioChanged { scenario { ...ScenarioParts } }
      ... on SitingRefused { code issues { code where was expected } }
    }
  }
`);

export const DECIDE_SCENARIO = graphql(`
  mutation DecideSitingScenario($bureau: ID!, $id: ID!, $openings: [SitingOpeningInput!]!) {
    decideSitingScenario(bureau: $bureau, id: $id, openings: $openings) {
      __typename
      ... on SitingScenarioChanged { scenario { ...ScenarioParts } }
      ... on SitingRefused { code issues { code where was expected } }
    }
  }
`);

export const DELETE_SCENARIO = graphql(`
  mutation DeleteSitingScenario($bureau: ID!, $id: ID!) { deleteSitingScenario(bureau: $bureau, id: $id) }
`);

export type Answer = Extract<
  ResultOf<typeof SITING_TRIAL>['sitingTrial'],
  { __typename: 'SitingTried' }
>['answer'];
export type AnswerSite = Answer['sites'][number];
export type Plan = Answer['today'];
export type Issue = ResultOf<typeof SITING_CANDIDATES>['sitingCandidates']['issues'][number];
export type Candidates = ResultOf<typeof SITING_CANDIDATES>['sitingCandidates'];
export type Scenario = NonNullable<ResultOf<typeof SITING_SCENARIO>['sitingScenario']>;
export type Compared = ResultOf<typeof SITING_COMPARISON>['sitingComparison'][number];
