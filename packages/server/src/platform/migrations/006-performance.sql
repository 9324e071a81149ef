-- What the measures of service quality rest on: limits in force at receipt, corrections, ratings and their follow-up, domains of
-- outreach events.

alter table application_event
  drop constraint application_event_type_check,
  add constraint application_event_type_check check (type in ('RECEIVED', 'CORRECTION_REQUESTED', 'CORRECTION_SUBMITTED', 'ACCEPTED',
    'NOT_ACCEPTED', 'SUSPENDED', 'RESUMED', 'INSPECTED', 'RECTIFICATION_REQUESTED', 'RECTIFIED', 'EXTENDED', 'DECIDED', 'ISSUED',
    'DELIVERED', 'WITHDRAWN', 'TERMINATED', 'RATED', 'REVIEW_FOLLOWED_UP', 'NAMED_STEP'));

alter table application_record
  -- derived: the limits of its item in force on the day of receipt; null: none is stated
  add column promised_working_days int,
  add column statutory_working_days int,
  -- derived: the day from which it is known to be accepted: of the act, or the first after the silence of art. 32; null: not accepted
  add column acceptance_known_on date,
  -- derived: accepted with no correction asked for; null: not accepted, or a log that does not record corrections
  add column is_first_pass boolean,
  -- derived: its first evaluation; the rating is null where the source has the time of one alone
  add column rated_on date,
  add column rating smallint check (rating between 1 and 5),
  -- derived: of a bad review (1 or 2), its first follow-up; null: none yet
  add column review_followed_up_at timestamptz;
create or replace view application as select * from application_record where voided_by_run_id is null;

create index application_by_acceptance on application_record (bureau_id, acceptance_known_on)
  include (service_point_id, service_item_id, department_id, domain_id, channel_id, applicant_kind, is_first_pass)
  where acceptance_known_on is not null and voided_by_run_id is null;
create index application_by_rating on application_record (bureau_id, rated_on)
  include (service_point_id, service_item_id, department_id, domain_id, channel_id, applicant_kind, rating, review_followed_up_at)
  where rated_on is not null and voided_by_run_id is null;

create index application_by_outreach_event on application_record (outreach_event_id)
  where outreach_event_id is not null and voided_by_run_id is null;

alter table outreach_event
  -- the number of enterprises is a lower bound: the source says "40 and more"
  add column is_enterprises_minimum boolean not null default false,
  -- domains served, as the source names them; null: not stated
  add column domain_names text[];
-- A run that is taken back restores a record from what it was then, which had no such column.
update import_before set before = before || '{"is_enterprises_minimum": false}'
  where record_table = 'outreach_event' and before is not null;

-- Derived columns are filled by the rules in code, not by SQL: the next start derives the applications of these bureaux anew.
alter table bureau add column is_derivation_stale boolean not null default false;
update bureau b set is_derivation_stale = true where exists (select from application_record a where a.bureau_id = b.id);
