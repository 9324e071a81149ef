-- What the bureau publishes. `release` is its life behind the door; what is published is copied to `published_release` and `release_file`, which
-- hold nothing that the public may not have, are open to everyone, and change for no one.

alter table bureau
  -- day of the month on which the month before is released, and prepared by itself before; null: neither
  add column release_day int default 10 check (release_day between 1 and 28);

create table release (
  id bigint generated always as identity primary key,
  bureau_id int not null references bureau (id),
  -- its first day
  month date not null check (extract(day from month) = 1),
  -- 2021-11; a correction has its place among the releases of the month behind it
  number text not null,
  state text not null check (state in ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
  corrects_id bigint references release (id),
  reason_zh text,
  reason_en text,
  -- canonical JSON of what is to be published, and of the same with nothing withheld
  content bytea not null,
  sha256 text not null,
  exact bytea not null,
  -- [{"code", "outcome", …}] as they came out when it was prepared
  checks jsonb not null,
  prepared_at timestamptz not null,
  prepared_by text not null,
  prepared_account_id int references account (id),
  -- published or withdrawn
  decided_at timestamptz,
  decided_by text,
  check ((corrects_id is null) = (reason_zh is null) and (corrects_id is null) = (reason_en is null)),
  check ((state = 'DRAFT') = (decided_at is null) and (decided_at is null) = (decided_by is null))
);
create unique index release_published on release (bureau_id, number) where state = 'PUBLISHED';
-- One draft of a month at a time.
create unique index release_draft on release (bureau_id, month) where state = 'DRAFT';
create index release_newest on release (bureau_id, month desc, id desc);

-- A draft may be decided on, once; nothing else about a release ever changes.
create function release_is_decided_once() returns trigger language plpgsql as $$
declare
  decided text[] := array['state', 'decided_at', 'decided_by'];
begin
  if tg_op <> 'UPDATE' or old.state <> 'DRAFT' or (to_jsonb(new) - decided) is distinct from (to_jsonb(old) - decided) then
    raise exception 'release is kept as it is: % is refused', tg_op;
  end if;
  return new;
end $$;
create trigger release_decided_once before update or delete on release
  for each row execute function release_is_decided_once();
create trigger release_not_emptied before truncate on release
  for each statement execute function release_is_decided_once();

create table published_release (
  release_id bigint primary key references release (id),
  bureau_id int not null references bureau (id),
  bureau_code text not null,
  month date not null,
  number text not null,
  -- number of the release that this one takes the place of
  corrects text,
  content bytea not null,
  sha256 text not null,
  published_at timestamptz not null,
  unique (bureau_code, number)
);

create table release_file (
  release_id bigint not null references published_release (release_id),
  path text not null,
  content_type text not null,
  bytes bytea not null,
  primary key (release_id, path)
);

create function published_is_for_ever() returns trigger language plpgsql as $$
begin
  raise exception 'What is published stays as it is: % of % is refused', tg_op, tg_table_name;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['published_release', 'release_file'] loop
    execute format('create trigger for_ever before update or delete on %I for each row execute function published_is_for_ever()', name);
    execute format('create trigger not_emptied before truncate on %I for each statement execute function published_is_for_ever()', name);
    execute format('alter table %I enable row level security', name);
    execute format('grant select on %I to service_circle_bureau, service_circle_point', name);
    execute format('create policy published on %I for select to service_circle_bureau, service_circle_point using (true)', name);
  end loop;
end $$;
-- Who sees a whole bureau publishes for it.
grant insert on published_release, release_file to service_circle_bureau;
create policy by_bureau on published_release for insert to service_circle_bureau
  with check (bureau_id = any ((select visible_bureaus())::int[]));
create policy by_bureau on release_file for insert to service_circle_bureau
  with check (exists (select from published_release p
    where p.release_id = release_file.release_id and p.bureau_id = any ((select visible_bureaus())::int[])));

alter table release enable row level security;
grant select, insert, update on release to service_circle_bureau;
create policy of_bureau on release to service_circle_bureau using (bureau_id = any ((select visible_bureaus())::int[]));
