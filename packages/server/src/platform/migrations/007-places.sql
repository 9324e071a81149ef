-- Whom the service circle is for: demand areas with their residents and enterprises, and the key buildings the bureau promised to cover.
-- Every coordinate and outline is WGS-84, whatever the source's datum was; source_datum says which one was converted.

create table demand_area (
  id int generated always as identity primary key,
  bureau_id int not null references bureau (id),
  code text not null,
  name_zh text not null,
  name_en text not null,
  kind text not null check (kind in ('COMMUNITY', 'VILLAGE', 'GRID_CELL')),
  town_or_street text,
  -- null: the source does not state it, which is not 0
  residents int check (residents >= 0),
  enterprises int check (enterprises >= 0),
  -- the representative point: where its people are taken to start from
  longitude double precision not null check (longitude between -180 and 180),
  latitude double precision not null check (latitude between -90 and 90),
  -- GeoJSON Polygon or MultiPolygon; null: the source gives a point only
  boundary jsonb,
  source_datum text not null default 'WGS84' check (source_datum in ('WGS84', 'GCJ02', 'BD09')),
  provenance text not null check (provenance in ('REPORTED', 'SYNTHETIC')),
  import_run_id bigint references import_run (id),
  content_hash text not null,
  unique (bureau_id, code)
);

create table key_building (
  id int generated always as identity primary key,
  bureau_id int not null references bureau (id),
  code text not null,
  name_zh text not null,
  name_en text not null,
  town_or_street text,
  address text,
  enterprises int check (enterprises >= 0),
  floor_area_square_metres double precision check (floor_area_square_metres >= 0),
  -- dated, so that every move of a figure has a day: counted from opened_on (null: always been there) to the day before closed_on
  status text not null check (status in ('PLANNED', 'IN_USE', 'CLOSED')),
  opened_on date,
  closed_on date,
  longitude double precision not null check (longitude between -180 and 180),
  latitude double precision not null check (latitude between -90 and 90),
  -- GeoJSON Polygon or MultiPolygon; a service point that stands in it is inside the building
  footprint jsonb,
  source_datum text not null default 'WGS84' check (source_datum in ('WGS84', 'GCJ02', 'BD09')),
  provenance text not null check (provenance in ('REPORTED', 'SYNTHETIC')),
  import_run_id bigint references import_run (id),
  content_hash text not null,
  unique (bureau_id, code),
  check (closed_on > opened_on),
  check ((status = 'CLOSED') = (closed_on is not null))
);

alter table service_point
  -- the key building that it stands in, by its code; the building may be loaded later
  add column key_building_code text,
  -- codes of the items it handles; null: all of them
  add column handled_item_codes text[],
  add column source_datum text not null default 'WGS84' check (source_datum in ('WGS84', 'GCJ02', 'BD09'));

-- What a record was before this migration, so that a run from before it can be taken back.
update import_before set before = before || '{"source_datum": "WGS84"}'
where record_table = 'service_point' and before is not null;

alter table import_before
  drop constraint import_before_record_table_check,
  add constraint import_before_record_table_check
    check (record_table in ('application', 'service_point', 'service_item', 'outreach_event', 'demand_area', 'key_building'));
