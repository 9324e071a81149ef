import type { DerivedApplication } from '../applications/derive-application.ts';

/** The derived columns of `application`, by the fields they hold. */
const DERIVED_COLUMNS: readonly (readonly [column: string, type: string, field: keyof DerivedApplication])[] =
  [
    ['state', 'text', 'state'],
    ['received_at', 'timestamptz', 'receivedAt'],
    ['accepted_at', 'timestamptz', 'acceptedAt'],
    ['is_acceptance_deemed', 'boolean', 'isAcceptanceDeemed'],
    ['deemed_from', 'timestamptz', 'deemedFrom'],
    ['decided_at', 'timestamptz', 'decidedAt'],
    ['decision', 'text', 'decision'],
    ['issued_at', 'timestamptz', 'issuedAt'],
    ['closed_at', 'timestamptz', 'closedAt'],
    ['received_on', 'date', 'receivedOn'],
    ['decided_on', 'date', 'decidedOn'],
    ['closed_on', 'date', 'closedOn'],
    ['first_logged_on', 'date', 'firstLoggedOn'],
    ['last_logged_on', 'date', 'lastLoggedOn'],
    ['bureau_minutes', 'int', 'bureauMinutes'],
    ['applicant_minutes', 'int', 'applicantMinutes'],
    ['excluded_minutes', 'int', 'excludedMinutes'],
    ['decision_working_days', 'int', 'decisionWorkingDays'],
    ['logged_working_days', 'int', 'loggedWorkingDays'],
    ['promised_due_at', 'timestamptz', 'promisedDueAt'],
    ['promised_due_on', 'date', 'promisedDueOn'],
    ['statutory_due_at', 'timestamptz', 'statutoryDueAt'],
    ['statutory_due_on', 'date', 'statutoryDueOn'],
    ['no_due_reason', 'text', 'noDueReason'],
    ['promised_working_days', 'int', 'promisedWorkingDays'],
    ['statutory_working_days', 'int', 'statutoryWorkingDays'],
    ['acceptance_known_on', 'date', 'acceptanceKnownOn'],
    ['is_first_pass', 'boolean', 'isFirstPass'],
    ['rated_on', 'date', 'ratedOn'],
    ['rating', 'smallint', 'rating'],
    ['review_followed_up_at', 'timestamptz', 'reviewFollowedUpAt'],
  ];

export const DERIVED_NAMES: readonly string[] = DERIVED_COLUMNS.map(([column]) => column);

/** For a table or a record that holds them. */
export const DERIVED_DEFINITIONS = DERIVED_COLUMNS.map(([column, type]) => `${column} ${type}`).join(', ');

export function derivedColumns(derived: DerivedApplication): Record<string, unknown> {
  return Object.fromEntries(DERIVED_COLUMNS.map(([column, _type, field]) => [column, derived[field]]));
}
