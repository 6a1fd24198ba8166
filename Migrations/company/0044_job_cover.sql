-- What the warranty said of a job, line by line with its reasons: when it was received, at a visit, when it ended; and what
-- somebody decided instead. The newest row of a job holds; rows are only ever added.
CREATE TABLE job_cover (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL REFERENCES job (id),
    occasion TEXT NOT NULL CHECK (occasion IN ('intake', 'visit', 'end', 'decision')),
    -- The day that was asked about.
    day INTEGER NOT NULL,
    -- See CoverVerdict.frozen.
    lines TEXT NOT NULL,
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX job_cover_job ON job_cover (job_id, id);
CREATE INDEX job_cover_made_by ON job_cover (made_by);
APPEND_ONLY job_cover;
