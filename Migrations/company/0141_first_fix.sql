-- Of a thousand jobs of a dealer, how many were done by their first visit and stayed so; of jobs that ended a month ago or earlier.
ALTER TABLE dealer_figure ADD COLUMN first_fix_permille INTEGER;

-- A company that has said nothing goes on ranking by the points that were usual until now: what is usual from now on counts
-- more things, and would change its order.
INSERT INTO dispatch_policy (service_type, group_id, city_id, weights, answer_minutes, passes, is_ended, made_by, made_at)
SELECT NULL, NULL, NULL, 'distance=30 load=20 acceptance=10 completion=10 repeats=10 survey=10 share=10', 0, 0, 0, p.id,
       coalesce((SELECT max(e.at) FROM event e), 0)
FROM person p
WHERE p.id = (SELECT min(o.id) FROM person o)
AND NOT EXISTS (SELECT 1 FROM dispatch_policy d WHERE d.service_type IS NULL AND d.group_id IS NULL AND d.city_id IS NULL);

-- Cash that dealers hold, for whoever asks whether it keeps work from them.
CREATE INDEX open_entry_cash ON open_entry (dealer_id, day, amount) WHERE kind = 'cash_collected';
