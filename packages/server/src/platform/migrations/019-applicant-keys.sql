-- Who applied, as a keyed hash (imports/applicant-keys.ts) beside the application and not in it: no figure rests on it, no earlier version of an
-- application holds it, and it can be erased without a trace.
create table applicant_key (
  application_id bigint primary key references application_record (id),
  -- which key made it
  key_id text not null,
  -- HMAC-SHA256 of the identity
  digest bytea not null,
  -- when a file last stated it: its retention counts from then
  stated_at timestamptz not null
);
create index applicant_key_by_digest on applicant_key (digest);
create index applicant_key_by_age on applicant_key (stated_at);

alter table applicant_key enable row level security;
grant select, insert, update, delete on applicant_key to service_circle_bureau;
create policy of_application on applicant_key to service_circle_bureau
  using (exists (select from application_record a where a.id = application_id));
