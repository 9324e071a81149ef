-- How far a running import is, off its own row. Every application and event refers to the row of its run, and each reference is checked
-- against it: a row that is written anew twice a second, while the run's own transaction keeps all its versions from being cleared, makes
-- every one of those checks walk through thousands of them.

create table import_progress (
  import_run_id bigint primary key references import_run (id),
  -- null: only a wish to cancel has been heard of so far. READING counts bytes of the file, DERIVING applications, WRITING nothing
  phase text check (phase in ('READING', 'DERIVING', 'WRITING')),
  done bigint not null default 0,
  total bigint,
  rows_read bigint not null default 0,
  cancel_requested_at timestamptz
);

alter table import_run
  drop column phase,
  drop column progress_done,
  drop column progress_total,
  drop column cancel_requested_at;
