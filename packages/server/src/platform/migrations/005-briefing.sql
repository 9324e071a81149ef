-- What a leader says of a month (月报): every version stays.
create table briefing_comment (
  bureau_id int not null references bureau (id),
  -- the first day of the month
  month date not null check (extract(day from month) = 1),
  version int not null check (version > 0),
  text text not null,
  actor text not null,
  written_at timestamptz not null,
  primary key (bureau_id, month, version)
);
