-- The spine: bureaux, what they offer and where, applications and their events, and where every row came from.
-- Instants are timestamptz (UTC in storage); a column that ends in _on is a calendar day in the bureau's time zone.

create table bureau (
  id int generated always as identity primary key,
  code text not null unique,
  name_zh text not null,
  name_en text not null,
  time_zone text not null,
  calendar_code text not null check (calendar_code in ('CN', 'MON_FRI')),
  -- [{"open":"09:00","close":"12:00"}, …]: the hours of every working day, local wall clock
  standard_hours jsonb not null,
  -- the bureau's own "now" (a demonstration district lives on a fixed day); null = the clock
  as_of timestamptz,
  is_demonstration boolean not null default false,
  -- what a reader must know about where the facts came from, shown on every page; null = nothing to say
  notice_zh text,
  notice_en text,
  -- grows by one with every run that changes facts: caches and pages compare it
  data_version bigint not null default 0,
  created_at timestamptz not null default now()
);

create table import_run (
  id bigint generated always as identity primary key,
  bureau_id int not null references bureau (id),
  profile_name text not null,
  profile_version int not null,
  record_kind text not null,
  -- ENFORCED, or RECORDED for a foreign log whose milestones stand as they are: needed to derive its applications again
  lawful_order text not null default 'ENFORCED' check (lawful_order in ('ENFORCED', 'RECORDED')),
  file_name text not null,
  file_bytes bigint not null,
  file_sha256 text,
  encoding text,
  dry_run boolean not null default false,
  status text not null check (status in ('RUNNING', 'SUCCEEDED', 'FAILED', 'INTERRUPTED')),
  started_at timestamptz not null,
  finished_at timestamptz,
  rows_read bigint not null default 0,
  rows_accepted bigint not null default 0,
  rows_refused bigint not null default 0,
  -- records (applications, points, items …) and events; a changed record is one whose content differed
  records_added bigint not null default 0,
  records_changed bigint not null default 0,
  records_unchanged bigint not null default 0,
  events_added bigint not null default 0,
  events_superseded bigint not null default 0,
  -- of a file that could not be read at all: the same shape as a refused row
  error_code text,
  error_message text,
  actor text not null
);
create index import_run_by_bureau on import_run (bureau_id, id desc);

create table import_refusal (
  id bigint generated always as identity primary key,
  import_run_id bigint not null references import_run (id),
  -- line-independent: 1 = the first row after the header
  row_number bigint not null,
  column_name text,
  value text,
  code text not null,
  -- machine-readable parts of what was expected, worded per language by the reader
  expected text not null,
  -- the row as it stood in the file, so that it can be corrected and sent again
  raw jsonb not null
);
create index import_refusal_by_run on import_refusal (import_run_id, row_number, id);

create table department (
  id int generated always as identity primary key,
  bureau_id int not null references bureau (id),
  code text not null,
  name_zh text not null,
  name_en text not null,
  unique (bureau_id, code)
);

create table domain (
  id int generated always as identity primary key,
  bureau_id int not null references bureau (id),
  code text not null,
  name_zh text not null,
  name_en text not null,
  unique (bureau_id, code)
);

create table channel (
  id int generated always as identity primary key,
  bureau_id int not null references bureau (id),
  code text not null,
  name_zh text not null,
  name_en text not null,
  -- null: a channel of a foreign log that is none of ours
  category text check (category in ('ONLINE', 'COUNTER', 'ASSISTED', 'ON_SITE_EVENT')),
  unique (bureau_id, code)
);

create table service_point (
  id int generated always as identity primary key,
  bureau_id int not null references bureau (id),
  code text not null,
  name_zh text not null,
  name_en text not null,
  kind text not null check (kind in ('TOWN_OR_STREET', 'VILLAGE_OR_COMMUNITY', 'BUSINESS_BUILDING', 'BANK',
                                     'POST_OFFICE', 'INDUSTRIAL_PARK', 'SERVICE_HALL')),
  form text not null check (form in ('POINT', 'AREA')),
  town_or_street text,
  address text,
  -- WGS-84 degrees; both or neither
  longitude double precision check (longitude between -180 and 180),
  latitude double precision check (latitude between -90 and 90),
  -- [{"weekday":1,"open":"09:00","close":"17:00"}, …], ISO weekday 1 = Monday; null = the bureau's standard hours
  opening_hours jsonb,
  -- REPORTED by the source of record, or SYNTHETIC (demonstration)
  provenance text not null check (provenance in ('REPORTED', 'SYNTHETIC')),
  import_run_id bigint references import_run (id),
  content_hash text not null,
  unique (bureau_id, code),
  check ((longitude is null) = (latitude is null))
);

create table service_point_status (
  id bigint generated always as identity primary key,
  service_point_id int not null references service_point (id),
  status text not null check (status in ('PREPARING', 'OPERATING', 'SUSPENDED', 'CLOSED')),
  valid_from date not null,
  import_run_id bigint references import_run (id),
  superseded_by_run_id bigint references import_run (id)
);
create unique index service_point_status_in_force on service_point_status (service_point_id, valid_from)
  where superseded_by_run_id is null;

create table service_item (
  id int generated always as identity primary key,
  bureau_id int not null references bureau (id),
  code text not null,
  name_zh text not null,
  name_en text not null,
  department_id int references department (id),
  domain_id int references domain (id),
  handling text check (handling in ('INSTANT', 'COMMITTED')),
  import_run_id bigint references import_run (id),
  content_hash text not null,
  unique (bureau_id, code)
);

create table service_item_limit (
  id bigint generated always as identity primary key,
  service_item_id int not null references service_item (id),
  valid_from date not null,
  -- the last day in force; null = open
  valid_to date,
  statutory_working_days int check (statutory_working_days >= 0),
  promised_working_days int check (promised_working_days >= 0),
  import_run_id bigint references import_run (id),
  superseded_by_run_id bigint references import_run (id),
  check (valid_to is null or valid_to >= valid_from)
);
create unique index service_item_limit_in_force on service_item_limit (service_item_id, valid_from)
  where superseded_by_run_id is null;

create table outreach_event (
  id int generated always as identity primary key,
  bureau_id int not null references bureau (id),
  code text not null,
  name_zh text not null,
  name_en text not null,
  held_on date not null,
  place text,
  service_point_id int references service_point (id),
  duration_minutes int check (duration_minutes > 0),
  enterprises_served int check (enterprises_served >= 0),
  consultations int check (consultations >= 0),
  leaflets int check (leaflets >= 0),
  -- three unifications: accepted, inspected and issued together, on the spot
  is_building_day boolean not null default false,
  provenance text not null check (provenance in ('REPORTED', 'SYNTHETIC')),
  import_run_id bigint references import_run (id),
  content_hash text not null,
  unique (bureau_id, code)
);

create table application (
  id bigint generated always as identity primary key,
  bureau_id int not null references bureau (id),
  case_key text not null,

  -- as the source states it
  service_point_id int references service_point (id),
  service_item_id int references service_item (id),
  department_id int references department (id),
  domain_id int references domain (id),
  channel_id int references channel (id),
  applicant_kind text check (applicant_kind in ('PERSON', 'ENTERPRISE')),
  applicant_visits smallint check (applicant_visits >= 0),
  -- the building-day batch it was handled in
  outreach_event_id int references outreach_event (id),
  -- a deadline that came with the source; it overrides the limits of the item
  stated_deadline_at timestamptz,
  -- of a process log: its recorded activities, milestones taken from case attributes not counted
  logged_events int not null default 0 check (logged_events >= 0),
  first_logged_at timestamptz,
  last_logged_at timestamptz,
  import_run_id bigint not null references import_run (id),
  source_row bigint not null,
  content_hash text not null,

  -- derived from the events in force by working-time; rebuilt by `service-circle rederive`
  state text not null,
  received_at timestamptz not null,
  accepted_at timestamptz,
  -- true: accepted by the silence of art. 32, not by an act
  is_acceptance_deemed boolean not null default false,
  -- the first instant at which silence counts as acceptance (art. 32): before it the acceptance and the deadlines
  -- that rest on it are not known yet. null: accepted by an act, or not accepted
  deemed_from timestamptz,
  decided_at timestamptz,
  decision text check (decision in ('GRANTED', 'REFUSED')),
  issued_at timestamptz,
  closed_at timestamptz,
  received_on date not null,
  decided_on date,
  closed_on date,
  first_logged_on date,
  last_logged_on date,
  -- working minutes from receipt to the end (decided or otherwise closed) by owner; null while open or unanswerable
  bureau_minutes int,
  applicant_minutes int,
  excluded_minutes int,
  -- working days from receipt to decision, and from first to last logged event (start day out)
  decision_working_days int,
  logged_working_days int,
  -- the last instant that is in time; null with the reason beside it
  promised_due_at timestamptz,
  promised_due_on date,
  statutory_due_at timestamptz,
  statutory_due_on date,
  -- NO_LIMIT, NOT_ACCEPTED_YET, SUSPENDED, CALENDAR_NOT_ANNOUNCED; null when promised_due_at is known
  no_due_reason text check (no_due_reason in ('NO_LIMIT', 'NOT_ACCEPTED_YET', 'SUSPENDED', 'CALENDAR_NOT_ANNOUNCED')),

  unique (bureau_id, case_key)
);
create index application_by_receipt on application (bureau_id, received_on) include (service_point_id, service_item_id, department_id, domain_id, channel_id, applicant_kind);
create index application_by_decision on application (bureau_id, decided_on) include (service_point_id, service_item_id, department_id, domain_id, channel_id, applicant_kind, bureau_minutes, applicant_minutes, excluded_minutes, decided_at, promised_due_at, statutory_due_at) where decided_on is not null;
create index application_by_closing on application (bureau_id, closed_on) include (service_point_id, service_item_id, department_id, domain_id, channel_id, applicant_kind) where closed_on is not null;
create index application_open on application (bureau_id, promised_due_at) where closed_at is null;
create index application_newest on application (bureau_id, received_at desc, id desc);

create table application_event (
  id bigint generated always as identity primary key,
  bureau_id int not null references bureau (id),
  application_id bigint not null references application (id),
  -- the lawful events of DESIGN §3, or NAMED_STEP for an activity of a foreign log with no lawful meaning
  type text not null check (type in ('RECEIVED', 'CORRECTION_REQUESTED', 'CORRECTION_SUBMITTED', 'ACCEPTED', 'NOT_ACCEPTED',
    'SUSPENDED', 'RESUMED', 'INSPECTED', 'RECTIFICATION_REQUESTED', 'RECTIFIED', 'EXTENDED', 'DECIDED', 'ISSUED', 'DELIVERED',
    'WITHDRAWN', 'TERMINATED', 'RATED', 'NAMED_STEP')),
  step_name text,
  occurred_at timestamptz not null,
  service_point_id int references service_point (id),
  actor_role text,
  -- SUSPENDED
  suspension_reason text check (suspension_reason in ('HEARING', 'INSPECTION', 'TESTING', 'QUARANTINE', 'APPRAISAL', 'EXPERT_REVIEW')),
  -- INSPECTED
  passed boolean,
  -- EXTENDED
  approved_working_days int check (approved_working_days > 0),
  -- DECIDED
  decision text check (decision in ('GRANTED', 'REFUSED')),
  -- RATED
  rating smallint check (rating between 1 and 5),
  -- position within the application as the source orders it, for events of the same instant
  ordinal int not null,
  content_hash text not null,
  import_run_id bigint not null references import_run (id),
  source_row bigint not null,
  superseded_by_run_id bigint references import_run (id),
  check ((type = 'NAMED_STEP') = (step_name is not null))
);
create index application_event_newest on application_event (bureau_id, occurred_at desc) where superseded_by_run_id is null;
create index application_event_by_application on application_event (application_id, occurred_at, ordinal, id);

-- Events are append-only: a row may be marked superseded once, and nothing else about it may ever change.
create function application_event_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'application_event is append-only: event % cannot be deleted', old.id;
  end if;
  if old.superseded_by_run_id is not null
     or new.superseded_by_run_id is null
     or (to_jsonb(new) - 'superseded_by_run_id') is distinct from (to_jsonb(old) - 'superseded_by_run_id') then
    raise exception 'application_event is append-only: event % may only be marked superseded, once', old.id;
  end if;
  return new;
end $$;
create trigger application_event_append_only before update or delete on application_event
  for each row execute function application_event_is_append_only();
