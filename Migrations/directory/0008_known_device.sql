-- Browsers in which a person has signed in: wrong passwords that others try lock his number for them, not for these. Each is
-- known by the hash of a token in its cookie, and forgotten with the password.
CREATE TABLE known_device (
    token_hash TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    -- Wrong passwords since the last right one.
    failures INTEGER NOT NULL DEFAULT 0,
    locked_until BIGINT NOT NULL DEFAULT 0,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (token_hash, account_id)
);
CREATE INDEX known_device_account ON known_device (account_id, seen_at);
CREATE INDEX known_device_seen ON known_device (seen_at);
