-- Until when what was asked for was waited for: till it came, or nobody waited for it any more.
ALTER TABLE part_request ADD COLUMN ended_at BIGINT;
UPDATE part_request SET ended_at = coalesce(
    (SELECT x.closed_at FROM stock_paper x WHERE x.id = part_request.paper_id), decided_at, made_at)
WHERE state IN ('received', 'refused', 'cancelled');
-- The jobs that waited of late, and those that still do.
CREATE INDEX part_request_waited ON part_request (ended_at, id) WHERE job_id IS NOT NULL;
