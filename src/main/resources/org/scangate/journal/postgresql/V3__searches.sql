-- By how many scans have a place that begins so, a search takes the index of places, or the latest
-- scans of all: with 100 steps a month, a folder of some files was taken for 35,000 of 3,500,000.
-- New months get it as they are made.
do $$ declare part regclass; begin
  for part in select inhrelid from pg_inherits where inhparent = 'scan_place'::regclass
  loop
    execute format('alter index %s alter column 1 set statistics 1000', part);
  end loop;
end $$;

-- Few are not OK, and of these most are UNSCANNED for a reason: one signature, or one verdict, is
-- found without reading the others.
create index scan_outcome on scan (outcome_id, at, id) where not ok;
