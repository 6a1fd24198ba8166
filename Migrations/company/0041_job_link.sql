-- Links by which somebody without an account comes to one job, each for one purpose. Of a link only the digest is kept; the salt is
-- what the server makes the link of, with a key that is not here.
VOCABULARY link_purpose ('track');
CREATE TABLE job_link (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL REFERENCES job (id),
    purpose TEXT NOT NULL REFERENCES link_purpose (code),
    salt TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_by BIGINT REFERENCES person (id),
    revoked_at BIGINT,
    CHECK (expires_at > made_at)
);
CREATE UNIQUE INDEX job_link_of ON job_link (job_id, purpose) WHERE revoked_at IS NULL;
CREATE INDEX job_link_job ON job_link (job_id);
CREATE INDEX job_link_made_by ON job_link (made_by);
CREATE INDEX job_link_revoked_by ON job_link (revoked_by);
