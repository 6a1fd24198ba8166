-- What was seen of a machine when it was taken in: spots on a simple picture of it.
VOCABULARY mark_kind ('scratch', 'dent', 'break');

CREATE TABLE job_mark (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL REFERENCES job (id),
    kind TEXT NOT NULL REFERENCES mark_kind (code),
    side TEXT NOT NULL CHECK (side IN ('left', 'front', 'right', 'back')),
    -- Thousandths of the side's width from its left, and of its height from above.
    x INTEGER NOT NULL CHECK (x BETWEEN 0 AND 1000),
    y INTEGER NOT NULL CHECK (y BETWEEN 0 AND 1000),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX job_mark_job ON job_mark (job_id, id);
CREATE INDEX job_mark_kind_of ON job_mark (kind);
CREATE INDEX job_mark_made_by ON job_mark (made_by);
