-- What coverage is to reach by a day. Append-only like target, which it does not fit into: it holds for a mode of travel and a
-- threshold, and is judged by what is dated, not by the pace of applications.
create table coverage_target (
  id bigint generated always as identity primary key,
  bureau_id int not null references bureau (id),
  subject text not null check (subject in ('RESIDENTS', 'ENTERPRISES', 'KEY_BUILDINGS', 'BUILDING_REACH')),
  -- null: of BUILDING_REACH, a point inside, which has neither
  mode text check (mode in ('WALK', 'CYCLE', 'DRIVE')),
  threshold_minutes int check (threshold_minutes between 1 and 240),
  -- a share
  value double precision not null check (value > 0 and value <= 1),
  due_on date not null,
  provenance text not null check (provenance in ('REPORTED', 'SYNTHETIC')),
  set_at timestamptz not null,
  -- the role that set it
  set_by text not null,
  superseded_at timestamptz,
  superseded_by text,
  check ((subject = 'BUILDING_REACH') = (mode is null)),
  check ((mode is null) = (threshold_minutes is null)),
  check ((superseded_at is null) = (superseded_by is null))
);
create unique index coverage_target_in_force on coverage_target (bureau_id, subject, mode, threshold_minutes, due_on)
  nulls not distinct where superseded_at is null;
create index coverage_target_newest on coverage_target (bureau_id, id desc);

create function coverage_target_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'coverage_target is append-only: target % cannot be deleted', old.id;
  end if;
  if old.superseded_at is not null
     or new.superseded_at is null
     or (to_jsonb(new) - 'superseded_at' - 'superseded_by') is distinct from (to_jsonb(old) - 'superseded_at' - 'superseded_by') then
    raise exception 'coverage_target is append-only: target % may only be marked superseded, once', old.id;
  end if;
  return new;
end $$;
create trigger coverage_target_append_only before update or delete on coverage_target
  for each row execute function coverage_target_is_append_only();
