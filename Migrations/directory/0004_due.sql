-- When a company's store has work that nobody waits for: the earliest moment. Whoever takes it on moves the moment on by a
-- minute, so that others leave it alone and come when he has died.
CREATE TABLE due (
    company_id BIGINT PRIMARY KEY REFERENCES company (id),
    at BIGINT NOT NULL
);
CREATE INDEX due_at ON due (at);

-- When the last wrong password came: what is old goes.
ALTER TABLE sign_in_failure ADD COLUMN failed_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX sign_in_failure_failed ON sign_in_failure (failed_at);
CREATE INDEX session_ends ON session (ends_at);
CREATE INDEX password_reset_ends ON password_reset (ends_at);
