-- Targets, restarted control charts, and which digests went out.

-- What a measure is to reach. Append-only: a target is corrected or ended by another that takes its place, and stays.
create table target (
  id bigint generated always as identity primary key,
  bureau_id int not null references bureau (id),
  -- id of a target measure (warnings/target-measure.ts)
  measure text not null,
  -- null: the whole bureau, every item
  service_point_id int references service_point (id),
  service_item_id int references service_item (id),
  -- MONTH, QUARTER, YEAR: the value holds for each such period; ONCE: for all the days from valid_from to valid_to
  grain text not null check (grain in ('MONTH', 'QUARTER', 'YEAR', 'ONCE')),
  direction text not null check (direction in ('AT_LEAST', 'AT_MOST')),
  -- a rate from 0 to 1, a turnaround in working days of the standard day, otherwise as the measure counts
  value double precision not null check (value >= 0),
  valid_from date not null,
  -- the last day; null = until ended
  valid_to date,
  provenance text not null check (provenance in ('REPORTED', 'SYNTHETIC')),
  set_at timestamptz not null,
  -- the role that set it
  set_by text not null,
  superseded_at timestamptz,
  superseded_by text,
  check (valid_to is null or valid_to >= valid_from),
  check (grain <> 'ONCE' or valid_to is not null),
  check ((superseded_at is null) = (superseded_by is null))
);
create unique index target_in_force on target (bureau_id, measure, service_point_id, service_item_id, grain, valid_from, valid_to)
  nulls not distinct where superseded_at is null;
create index target_newest on target (bureau_id, id desc);

create function target_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'target is append-only: target % cannot be deleted', old.id;
  end if;
  if old.superseded_at is not null
     or new.superseded_at is null
     or (to_jsonb(new) - 'superseded_at' - 'superseded_by') is distinct from (to_jsonb(old) - 'superseded_at' - 'superseded_by') then
    raise exception 'target is append-only: target % may only be marked superseded, once', old.id;
  end if;
  return new;
end $$;
create trigger target_append_only before update or delete on target
  for each row execute function target_is_append_only();

-- From which day the limits of a control chart are computed anew, once a lasting change has been understood. The newest row of a
-- chart is in force; the earlier ones stay.
create table control_restart (
  id bigint generated always as identity primary key,
  bureau_id int not null references bureau (id),
  -- id of an additive measure
  measure text not null,
  -- null: the whole bureau
  service_point_id int references service_point (id),
  baseline_from date not null,
  reason text not null,
  set_at timestamptz not null,
  set_by text not null
);
create index control_restart_newest on control_restart (bureau_id, id desc);

-- One digest a bureau, day and channel: whoever holds the row sends.
create table digest_delivery (
  id bigint generated always as identity primary key,
  bureau_id int not null references bureau (id),
  digest_on date not null,
  channel text not null check (channel in ('MAIL', 'WEBHOOK')),
  status text not null check (status in ('SENDING', 'SENT', 'FAILED')),
  attempts int not null,
  -- when the present attempt began: one that a killed process left behind is taken over
  claimed_at timestamptz not null,
  finished_at timestamptz,
  error text,
  unique (bureau_id, digest_on, channel)
);
