-- Requests of a minute by address and by principal, counted by rate-limiter-flexible: its table, in its form. Unlogged: it is of no use after a crash,
-- and written at every request. expire: milliseconds since 1970.
create unlogged table request_rate (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
) with (fillfactor = 50);
