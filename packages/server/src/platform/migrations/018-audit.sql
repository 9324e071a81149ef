-- Who did what, when, from where and on which rows. Nobody changes or removes an entry: requests may not, and the trigger refuses the owner too.
create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  -- the kind of principal, and its name among those of the kind
  actor_kind text not null,
  actor text not null,
  account_id bigint,
  token_id bigint,
  -- null: from the machine itself
  address text,
  -- of platform/audit-trail.ts
  action text not null,
  -- null: of the whole installation, or not known
  bureau_id int references bureau (id),
  -- ids, codes and counts by name
  subject jsonb not null,
  outcome text not null check (outcome in ('SUCCEEDED', 'REFUSED', 'FAILED')),
  code text
);
create index audit_entry_newest on audit_entry (bureau_id, id desc);

create function audit_entry_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit_entry is append-only: % is refused', tg_op;
end $$;
create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function audit_entry_is_append_only();
create trigger audit_entry_not_emptied before truncate on audit_entry
  for each statement execute function audit_entry_is_append_only();

alter table audit_entry enable row level security;
grant select, insert on audit_entry to service_circle_bureau, service_circle_point;
create policy written on audit_entry for insert to service_circle_bureau, service_circle_point
  with check (bureau_id is null or bureau_id = any ((select visible_bureaus())::int[]));
-- Entries of no bureau are for those who see every bureau.
create policy read on audit_entry for select to service_circle_bureau
  using (bureau_id = any ((select visible_bureaus())::int[])
    or (bureau_id is null and (select current_setting('service_circle.bureaus', true)) = 'ALL'));
