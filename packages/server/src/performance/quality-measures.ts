import sql, { type Sql } from 'sql-template-tag';
import {
  ACCEPTANCE_KNOWN,
  BAD_REVIEW,
  handledAs,
  receivedThrough,
  SATISFIED,
  STATES,
} from '../applications/selection.sql.ts';
import type { AdditiveMeasure } from './additive-measure.ts';
import {
  ASSISTED_SHARE,
  AT_MOST_ONCE,
  BAD_REVIEW_FOLLOW_UP,
  COMPRESSION,
  FIRST_PASS,
  INSTANT_SHARE,
  ONLINE_SHARE,
  SATISFACTION,
  ZERO_ERRAND,
} from './performance.definitions.ts';

/** A rate whose applications may not all state what it needs. */
export interface QualityMeasure extends AdditiveMeasure {
  readonly denominator: Sql;
  /** Which applications it would be about if they stated it; those outside `condition` are the unstated. */
  readonly population: Sql;
}

// Each day once: measures that share one are computed in one pass.
const RECEIVED_ON = sql`a.received_on`;
const CLOSED_ON = sql`a.closed_on`;
const ACCEPTED_ON = sql`a.acceptance_known_on`;
const RATED_ON = sql`a.rated_on`;

const ONE = sql`1`;
const EVERY = sql`true`;

/** A share of applications: 1 above for each that has the property, 1 below for each that states whether it has. */
function shareOf(
  property: Sql,
  measure: Pick<QualityMeasure, 'definition' | 'population' | 'condition' | 'attributedOn' | 'better'>,
): QualityMeasure {
  return { ...measure, form: 'RATE', numerator: sql`(${property})::int`, denominator: ONE };
}

/** The measures of service quality (服务质效), by the fields of the report. */
export const QUALITY_MEASURES = {
  compression: {
    definition: COMPRESSION,
    form: 'RATE',
    population: EVERY,
    condition: STATES.LIMITS,
    attributedOn: RECEIVED_ON,
    numerator: sql`a.statutory_working_days - a.promised_working_days`,
    denominator: sql`a.statutory_working_days`,
    better: 'HIGHER',
  },
  instantShare: shareOf(handledAs('INSTANT'), {
    definition: INSTANT_SHARE,
    population: EVERY,
    condition: STATES.HANDLING,
    attributedOn: RECEIVED_ON,
    better: 'HIGHER',
  }),
  firstPass: shareOf(sql`a.is_first_pass`, {
    definition: FIRST_PASS,
    population: ACCEPTANCE_KNOWN,
    condition: sql`(${ACCEPTANCE_KNOWN} and ${STATES.CORRECTIONS})`,
    attributedOn: ACCEPTED_ON,
    better: 'HIGHER',
  }),
  onlineShare: shareOf(receivedThrough('ONLINE'), {
    definition: ONLINE_SHARE,
    population: EVERY,
    condition: STATES.CHANNEL,
    attributedOn: RECEIVED_ON,
    better: 'HIGHER',
  }),
  assistedShare: shareOf(receivedThrough('ASSISTED'), {
    definition: ASSISTED_SHARE,
    population: EVERY,
    condition: STATES.CHANNEL,
    attributedOn: RECEIVED_ON,
    better: null,
  }),
  zeroErrand: shareOf(sql`a.applicant_visits = 0`, {
    definition: ZERO_ERRAND,
    population: sql`a.closed_on is not null`,
    condition: sql`(a.closed_on is not null and ${STATES.VISITS})`,
    attributedOn: CLOSED_ON,
    better: 'HIGHER',
  }),
  atMostOnce: shareOf(sql`a.applicant_visits <= 1`, {
    definition: AT_MOST_ONCE,
    population: sql`a.closed_on is not null`,
    condition: sql`(a.closed_on is not null and ${STATES.VISITS})`,
    attributedOn: CLOSED_ON,
    better: 'HIGHER',
  }),
  satisfaction: shareOf(SATISFIED, {
    definition: SATISFACTION,
    population: sql`a.rated_on is not null`,
    condition: sql`(a.rated_on is not null and ${STATES.RATING})`,
    attributedOn: RATED_ON,
    better: 'HIGHER',
  }),
  badReviewFollowUp: shareOf(sql`a.review_followed_up_at is not null`, {
    definition: BAD_REVIEW_FOLLOW_UP,
    population: BAD_REVIEW,
    condition: BAD_REVIEW,
    attributedOn: RATED_ON,
    better: 'HIGHER',
  }),
} as const satisfies Record<string, QualityMeasure>;

export type QualityMeasureName = keyof typeof QUALITY_MEASURES;
