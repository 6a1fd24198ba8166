-- Serial out, serial in: one row for each piece of a part that is followed by serials, as it was fitted on a visit.
CREATE TABLE part_swap (
    id IDENTITY_KEY,
    visit_id BIGINT NOT NULL REFERENCES visit (id),
    job_id BIGINT NOT NULL REFERENCES job (id),
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    -- Empty where nobody wrote it down.
    fitted TEXT NOT NULL,
    removed TEXT NOT NULL,
    -- What the machine was known to hold, with commas.
    held TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('held', 'other', 'unknown', 'unsaid')),
    made_at BIGINT NOT NULL,
    CHECK (verdict <> 'other' OR (removed <> '' AND held <> ''))
);
APPEND_ONLY part_swap;
CREATE INDEX part_swap_visit ON part_swap (visit_id);
CREATE INDEX part_swap_job ON part_swap (job_id);
CREATE INDEX part_swap_part ON part_swap (part_id);

CREATE VIEW swap_doubt AS
SELECT e.id, e.visit_id, s.code, e.removed, e.held FROM part_swap e JOIN spare_part s ON s.id = e.part_id
WHERE e.verdict = 'other';

INSERT INTO claim_rule (code, rank, severity, disposition, reason_code, is_on)
    SELECT 'swapped', max(rank) + 1, 'high', 'look', 'other', 1 FROM claim_rule HAVING count(*) > 0;
