-- Whose rows a request sees. A statement of a request runs as one of two roles without a sign-in of their own (platform/row-scope.ts; they are
-- made before the migrations by platform/request-roles.ts): service_circle_bureau sees what belongs to its bureaux, service_circle_point of
-- that the applications of its service points alone. The owner of the tables, which imports, schedules and commands run as, is held by no policy.
-- A table that they may use has a policy, or a place on the list of row-scope.test.ts.

-- 'ALL', 'DEMONSTRATION' or an array of ids; not set: none
create function visible_bureaus() returns int[] language plpgsql stable parallel safe security definer
  set search_path = public, pg_temp as $$
declare
  scope text := coalesce(nullif(current_setting('service_circle.bureaus', true), ''), '{}');
begin
  if scope = 'ALL' then
    return array(select id from bureau);
  elsif scope = 'DEMONSTRATION' then
    return array(select id from bureau where is_demonstration);
  end if;
  return scope::int[];
end $$;

create function visible_service_points() returns int[] language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('service_circle.service_points', true), ''), '{}')::int[]
$$;

grant usage on schema public to service_circle_bureau, service_circle_point;
grant select, insert, update, delete on all tables in schema public to service_circle_bureau, service_circle_point;
-- A table of a later migration is closed to both until that migration opens it. No request has to do with these.
revoke all on migration, rate_limit, request_rate, oidc_attempt from service_circle_bureau, service_circle_point;

-- The view of the applications in force shows what its reader may see, not what its owner may.
alter view application set (security_invoker = true);

-- Rows of a bureau. The call stands in a sub-select of its own, which is evaluated once a statement and not once a row.
do $$
declare
  name text;
begin
  foreach name in array array['import_run', 'department', 'domain', 'channel', 'service_point', 'service_item', 'outreach_event', 'target',
      'control_restart', 'digest_delivery', 'briefing_comment', 'demand_area', 'key_building', 'coverage_target', 'bureau_network',
      'travel_matrix', 'siting_scenario', 'import_profile'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy of_bureau on %I to service_circle_bureau, service_circle_point using (bureau_id = any ((select visible_bureaus())::int[]))',
      name);
  end loop;
end $$;

alter table bureau enable row level security;
create policy of_bureau on bureau to service_circle_bureau, service_circle_point
  using (id = any ((select visible_bureaus())::int[]));

-- People and tokens of the bureau; those of none are for who sees every bureau.
alter table account enable row level security;
create policy of_bureau on account to service_circle_bureau, service_circle_point
  using (bureau_id = any ((select visible_bureaus())::int[])
    or (bureau_id is null and (select current_setting('service_circle.bureaus', true)) = 'ALL'));
alter table service_token enable row level security;
create policy of_bureau on service_token to service_circle_bureau
  using (bureau_id = any ((select visible_bureaus())::int[]));

-- Applications and their events: of the bureau, or of the service points.
alter table application_record enable row level security;
create policy of_bureau on application_record to service_circle_bureau
  using (bureau_id = any ((select visible_bureaus())::int[]));
create policy of_service_point on application_record to service_circle_point
  using (bureau_id = any ((select visible_bureaus())::int[])
    and service_point_id = any ((select visible_service_points())::int[]));

alter table application_event enable row level security;
create policy of_bureau on application_event to service_circle_bureau
  using (bureau_id = any ((select visible_bureaus())::int[]));
create policy of_service_point on application_event to service_circle_point
  using (bureau_id = any ((select visible_bureaus())::int[])
    and exists (select from application_record a where a.id = application_id));

-- What repeats rows of a file, of whatever service point: for the whole bureau alone.
alter table import_file enable row level security;
create policy of_bureau on import_file to service_circle_bureau
  using (bureau_id = any ((select visible_bureaus())::int[]));

do $$
declare
  name text;
begin
  foreach name in array array['import_refusal', 'import_change', 'import_before'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy of_bureau on %I to service_circle_bureau using (exists (select from import_run r where r.id = import_run_id))',
      name);
  end loop;
end $$;

-- Rows of a row of a bureau: seen with it.
do $$
declare
  child record;
begin
  for child in
    select * from (values
      ('import_progress', 'import_run', 'import_run_id'),
      ('service_point_status', 'service_point', 'service_point_id'),
      ('service_item_limit', 'service_item', 'service_item_id'),
      ('travel_target', 'travel_matrix', 'matrix_id'),
      ('travel_row', 'travel_matrix', 'matrix_id'),
      ('travel_run', 'travel_matrix', 'matrix_id'),
      ('travel_datum_suspicion', 'travel_matrix', 'matrix_id'),
      ('siting_run', 'siting_scenario', 'scenario_id'),
      ('siting_comment', 'siting_scenario', 'scenario_id'),
      ('siting_decision', 'siting_scenario', 'scenario_id'),
      ('account_role', 'account', 'account_id'),
      ('account_service_point', 'account', 'account_id'),
      ('one_time_link', 'account', 'account_id'),
      ('session', 'account', 'account_id')
    ) as of_parent (name, parent, reference)
  loop
    execute format('alter table %I enable row level security', child.name);
    execute format(
      'create policy of_parent on %I to service_circle_bureau, service_circle_point using (exists (select from %I p where p.id = %I.%I))',
      child.name, child.parent, child.name, child.reference);
  end loop;
end $$;
