-- The list of units is narrowed by what the warranty says today. The last covered day of the work on each is kept for that: NULL
-- where nobody knows it, -1 where there is none. Whoever changes what it is computed from says that it is stale, and a run
-- computes it anew; whatever is stale is looked at by itself.
ALTER TABLE unit ADD COLUMN cover_until INTEGER;
ALTER TABLE unit ADD COLUMN is_cover_stale INTEGER NOT NULL DEFAULT 1 CHECK (is_cover_stale IN (0, 1));
CREATE INDEX unit_cover_until ON unit (cover_until, id);
CREATE INDEX unit_cover_stale ON unit (is_cover_stale, id) WHERE is_cover_stale = 1;
