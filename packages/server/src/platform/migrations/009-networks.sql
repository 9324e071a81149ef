-- Road networks, and the travel times computed on them. Their tiles, of the routing engine and of the map, lie under the data
-- folder, by the network's name.

create table network (
  id int generated always as identity primary key,
  name text not null unique,
  -- EXTRACT: built here from an OpenStreetMap extract; SERVICE: an existing Valhalla server answers
  source text not null check (source in ('EXTRACT', 'SERVICE')),
  service_url text,
  file_name text,
  file_bytes bigint,
  sha256 text,
  -- of the OpenStreetMap data, as the extract's header says; null: it does not
  data_at timestamptz,
  west double precision,
  south double precision,
  east double precision,
  north double precision,
  engine_version text not null,
  licence text not null,
  attribution text not null,
  loaded_at timestamptz not null,
  check ((source = 'SERVICE') = (service_url is not null)),
  check ((source = 'EXTRACT') = (sha256 is not null))
);

create table bureau_network (
  bureau_id int primary key references bureau (id),
  network_id int not null references network (id) on delete cascade
);

create table travel_matrix (
  id int generated always as identity primary key,
  bureau_id int not null references bureau (id),
  network_id int not null references network (id) on delete cascade,
  mode text not null check (mode in ('WALK', 'CYCLE', 'DRIVE')),
  -- the network has no traffic by the hour, so one context holds for all; a further one is a further matrix
  departure text not null default 'ANY_TIME' check (departure = 'ANY_TIME'),
  -- grows with every batch that is committed
  revision bigint not null default 0,
  computed_at timestamptz,
  unique (bureau_id, network_id, mode, departure)
);

-- Where people go. A slot is never given again: a point that has moved takes a new one, and its old times are not read any more.
create table travel_target (
  matrix_id int not null references travel_matrix (id) on delete cascade,
  slot int not null,
  service_point_id int not null,
  longitude double precision not null,
  latitude double precision not null,
  -- to the nearest road, and where on it; null: none within the cut-off
  snap_metres double precision,
  snap_longitude double precision,
  snap_latitude double precision,
  primary key (matrix_id, slot)
);

-- Where they start from, each with its times: two bytes a slot, little-endian, as many slots as there were when it was computed.
create table travel_row (
  matrix_id int not null references travel_matrix (id) on delete cascade,
  place_kind text not null check (place_kind in ('DEMAND_AREA', 'KEY_BUILDING')),
  place_id int not null,
  longitude double precision not null,
  latitude double precision not null,
  snap_metres double precision,
  snap_longitude double precision,
  snap_latitude double precision,
  seconds bytea not null,
  primary key (matrix_id, place_kind, place_id)
);
alter table travel_row alter column seconds set storage external;

create table travel_run (
  id int generated always as identity primary key,
  matrix_id int not null references travel_matrix (id) on delete cascade,
  status text not null check (status in ('RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED')),
  started_at timestamptz not null,
  finished_at timestamptz,
  actor text not null,
  pairs_total bigint not null default 0,
  pairs_done bigint not null default 0,
  cancel_requested_at timestamptz,
  error_code text,
  error_message text
);
create index travel_run_of_matrix on travel_run (matrix_id, id desc);
