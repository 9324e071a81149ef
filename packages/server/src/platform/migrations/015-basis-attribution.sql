-- A siting run keeps what its travel times rest on, and with it whose data they are made from: until now always OpenStreetMap's.

update siting_run
set inputs = jsonb_set(inputs, '{basis,attribution}',
  case when inputs #>> '{basis,source}' = 'NETWORK' or inputs #>> '{basis,calibrationNetwork}' is not null
    then '"© OpenStreetMap contributors"'::jsonb else 'null'::jsonb end)
where inputs ? 'basis' and not inputs -> 'basis' ? 'attribution';
