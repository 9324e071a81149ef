-- Where the next service points go: questions that are kept, their runs, what was said of them, and what was decided.

create table siting_scenario (
  id bigint generated always as identity primary key,
  bureau_id int not null references bureau (id),
  name text not null check (name <> ''),
  -- as the planner put it, by codes of places and points: siting/siting-ask.ts
  question jsonb not null,
  provenance text not null check (provenance in ('REPORTED', 'SYNTHETIC')),
  saved_at timestamptz not null,
  -- a role, never a name, here and below
  saved_by text not null,
  -- a scenario that was deleted stays on record with what was decided by it
  deleted_at timestamptz,
  deleted_by text,
  check ((deleted_at is null) = (deleted_by is null))
);
create unique index siting_scenario_name on siting_scenario (bureau_id, name) where deleted_at is null;
create index siting_scenario_newest on siting_scenario (bureau_id, id desc);

create table siting_run (
  id int generated always as identity primary key,
  scenario_id bigint not null references siting_scenario (id),
  -- as it was when the run began
  question jsonb not null,
  -- sites, places and travel times that it was solved with, by name, and their fingerprint; null: it did not come to that
  inputs jsonb,
  -- answer and its parts as far as they are known; null: none yet
  result jsonb,
  -- SOLVED: proven, also that there is no plan. STOPPED: by its time or by a person, with what it had
  status text not null check (status in ('RUNNING', 'SOLVED', 'STOPPED', 'FAILED', 'INTERRUPTED')),
  -- what the question is refused for; null: it is not
  issues jsonb,
  time_limit_seconds int not null check (time_limit_seconds between 1 and 600),
  started_at timestamptz not null,
  started_by text not null,
  finished_at timestamptz,
  -- how far a running one is
  phase text not null default 'TRAVEL_TIMES' check (phase in ('TRAVEL_TIMES', 'BEST_PLAN', 'PICK', 'CURVE', 'ALTERNATIVES', 'SENSITIVITY')),
  progress jsonb,
  cancel_requested_at timestamptz,
  check ((status = 'RUNNING') = (finished_at is null))
);
create index siting_run_newest on siting_run (scenario_id, id desc);
create unique index siting_run_running on siting_run (scenario_id) where status = 'RUNNING';

create table siting_comment (
  id bigint generated always as identity primary key,
  scenario_id bigint not null references siting_scenario (id),
  body text not null check (body <> ''),
  written_at timestamptz not null,
  written_by text not null
);
create index siting_comment_of_scenario on siting_comment (scenario_id, id);

-- Sites that became points in preparation, by an import run: taken back with it.
create table siting_decision (
  id bigint generated always as identity primary key,
  scenario_id bigint not null references siting_scenario (id),
  siting_run_id int not null references siting_run (id),
  import_run_id bigint not null references import_run (id),
  -- [{"site":"KEY_BUILDING:B1","pointCode":"S1-1","opensOn":"2022-03-01"}, …]
  openings jsonb not null,
  decided_at timestamptz not null,
  decided_by text not null
);
create index siting_decision_of_scenario on siting_decision (scenario_id, id desc);
