-- What the estimate of a mode (great-circle metres × detour factor ÷ speed) comes to when it is fitted on a matrix, and how far it is off there.

alter table travel_matrix
  -- all null: not fitted yet, or too few pairs
  add column fit_pairs int check (fit_pairs > 0),
  add column fit_detour_factor double precision check (fit_detour_factor > 0),
  -- median and 90th percentile of |estimate − network| ÷ network over those pairs
  add column fit_median_error double precision,
  add column fit_p90_error double precision,
  add check (num_nulls(fit_pairs, fit_detour_factor, fit_median_error, fit_p90_error) in (0, 4));
