-- What a job waited for, from when to when: the clock of a promise is stopped meanwhile. One without its word here waited before.
INSERT INTO job_waiting (code) VALUES ('other');
CREATE TABLE job_wait (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL REFERENCES job (id),
    reason TEXT NOT NULL REFERENCES job_waiting (code),
    note TEXT NOT NULL DEFAULT '',
    -- When somebody looks at it again; NULL where something else says that it goes on.
    look_on INTEGER,
    -- NULL where it came with something else.
    begun_by BIGINT REFERENCES person (id),
    begun_at BIGINT NOT NULL,
    ended_at BIGINT,
    ended_by BIGINT REFERENCES person (id),
    CHECK (ended_at IS NULL OR ended_at >= begun_at)
);
CREATE UNIQUE INDEX job_wait_open ON job_wait (job_id, reason) WHERE ended_at IS NULL;
CREATE INDEX job_wait_job ON job_wait (job_id, id);
CREATE INDEX job_wait_look ON job_wait (look_on, id) WHERE ended_at IS NULL AND look_on IS NOT NULL;
CREATE INDEX job_wait_begun_by ON job_wait (begun_by);
CREATE INDEX job_wait_ended_by ON job_wait (ended_by);
INSERT INTO reminder_kind (code) VALUES ('look');
