-- Kinds of places that would lie much nearer to roads were their coordinates converted, as the newest run on a matrix found.

create table travel_datum_suspicion (
  matrix_id int not null references travel_matrix (id) on delete cascade,
  place_kind text not null check (place_kind in ('DEMAND_AREA', 'KEY_BUILDING', 'SERVICE_POINT')),
  mistake text not null check (mistake in ('GCJ02_AS_WGS84', 'BD09_AS_WGS84', 'WGS84_AS_GCJ02', 'WGS84_AS_BD09')),
  places int not null,
  nearer int not null,
  -- null: most have no road within the cut-off
  median_snap_metres double precision,
  converted_median_snap_metres double precision not null,
  primary key (matrix_id, place_kind)
);
