-- What is about to be done goes on record first (BEGUN), and what came of it in an entry of its own: a change whose outcome could not be written
-- any more is on record all the same. The two share an attempt; null: something that is on record in one entry.
alter table audit_entry
  add attempt uuid,
  drop constraint audit_entry_outcome_check,
  add constraint audit_entry_outcome_check check (outcome in ('BEGUN', 'SUCCEEDED', 'REFUSED', 'FAILED'));
create index audit_entry_ended on audit_entry (attempt) where outcome <> 'BEGUN';
