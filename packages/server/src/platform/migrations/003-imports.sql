-- Imports by the page: uploaded files, saved profiles, progress, cancelling, what a run changed, and taking a run back.

alter table import_run
  -- UNDO: takes another run back, by stating anew what was there before it
  add column kind text not null default 'FILE' check (kind in ('FILE', 'UNDO')),
  add column undoes_run_id bigint references import_run (id),
  add column format text,
  -- the column names as the file has them, for a download of the refused rows in their own form
  add column header text[],
  -- while it runs, written outside its transaction: READING counts bytes of the file, DERIVING applications, WRITING nothing
  add column phase text check (phase in ('READING', 'DERIVING', 'WRITING')),
  add column progress_done bigint not null default 0,
  add column progress_total bigint,
  add column cancel_requested_at timestamptz,
  -- of an UNDO: records that it took out of force
  add column records_removed bigint not null default 0,
  drop constraint import_run_status_check,
  add constraint import_run_status_check check (status in ('RUNNING', 'SUCCEEDED', 'FAILED', 'INTERRUPTED', 'CANCELLED')),
  add constraint import_run_undo_check check ((kind = 'UNDO') = (undoes_run_id is not null));
create index import_run_undone on import_run (undoes_run_id) where undoes_run_id is not null;

-- A file on its way in, kept under the data folder until it is imported, discarded or a week old.
create table import_file (
  id uuid primary key,
  bureau_id int not null references bureau (id),
  name text not null,
  bytes bigint not null,
  actor text not null,
  uploaded_at timestamptz not null
);

-- A bureau's own mapping profiles. A version is never changed.
create table import_profile (
  bureau_id int not null references bureau (id),
  name text not null,
  version int not null check (version > 0),
  document jsonb not null,
  actor text not null,
  created_at timestamptz not null,
  primary key (bureau_id, name, version)
);

-- What a record was before a run changed or removed it, so that the run can be taken back; null: the run added it. An application
-- that a file added has no row here: it is one whose changed_by_run_id is that run.
create table import_before (
  import_run_id bigint not null references import_run (id),
  record_table text not null check (record_table in ('application', 'service_point', 'service_item', 'outreach_event')),
  record_id bigint not null,
  before jsonb,
  primary key (import_run_id, record_table, record_id)
);

-- What a run changed, or would have, as a steward reads it: the first of them, in the order of the file.
create table import_change (
  import_run_id bigint not null references import_run (id),
  ordinal int not null,
  record_key text not null,
  action text not null check (action in ('ADDED', 'CHANGED', 'REMOVED')),
  -- [{"field": …, "before": text or null, "after": text or null}, …]
  differences jsonb not null,
  primary key (import_run_id, ordinal)
);

-- Applications in force are a view: what an undone run added stays on record, and no figure sees it. A later migration that adds a
-- column adds it to application_record and makes the view anew.
alter table application rename to application_record;
alter table application_record
  -- the status in the words of the source, kept to be held against it; no figure rests on it
  add column source_status text,
  -- the file that says what is in force of it: the one before, again, once a later file was taken back
  add column changed_by_run_id bigint references import_run (id),
  -- the run that wrote it last, a file or an UNDO
  add column touched_by_run_id bigint references import_run (id),
  -- the UNDO that took it out; null: in force
  add column voided_by_run_id bigint references import_run (id);
update application_record set changed_by_run_id = import_run_id, touched_by_run_id = import_run_id;
alter table application_record
  alter column changed_by_run_id set not null,
  alter column touched_by_run_id set not null;
create view application as select * from application_record where voided_by_run_id is null;

-- The indexes of the figures hold the applications in force, so that they alone can answer.
drop index application_by_receipt, application_by_decision, application_by_closing, application_open, application_newest;
create index application_by_receipt on application_record (bureau_id, received_on) include (service_point_id, service_item_id, department_id, domain_id, channel_id, applicant_kind)
  where voided_by_run_id is null;
create index application_by_decision on application_record (bureau_id, decided_on) include (service_point_id, service_item_id, department_id, domain_id, channel_id, applicant_kind, bureau_minutes, applicant_minutes, excluded_minutes, decided_at, promised_due_at, statutory_due_at)
  where decided_on is not null and voided_by_run_id is null;
create index application_by_closing on application_record (bureau_id, closed_on) include (service_point_id, service_item_id, department_id, domain_id, channel_id, applicant_kind)
  where closed_on is not null and voided_by_run_id is null;
create index application_open on application_record (bureau_id, promised_due_at) where closed_at is null and voided_by_run_id is null;
create index application_newest on application_record (bureau_id, received_at desc, id desc) where voided_by_run_id is null;

alter table application_event
  -- the UNDO that stated it again; null: the file of import_run_id did
  add column restored_by_run_id bigint references import_run (id);
