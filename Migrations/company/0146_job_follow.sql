-- A done job that was not right is taken up again by a further job: the first one stays as it is, with its fee and its claim.
CREATE TABLE job_follow (
    job_id BIGINT PRIMARY KEY REFERENCES job (id),
    follows_id BIGINT NOT NULL REFERENCES job (id),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    CHECK (job_id <> follows_id)
);
CREATE INDEX job_follow_follows ON job_follow (follows_id);
CREATE INDEX job_follow_made_by ON job_follow (made_by);
