-- Codes that go to a telephone as a text message. Each belongs to the browser that has asked for it, by the hash of a token in its
-- cookie, and is hashed with the server's key.
CREATE TABLE sign_in_code (
    token_hash TEXT PRIMARY KEY,
    -- NULL: nobody gets it, and whoever asks is not told so.
    account_id BIGINT REFERENCES account (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('sign_in', 'password')),
    code_hash TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    ends_at BIGINT NOT NULL
);
CREATE INDEX sign_in_code_account ON sign_in_code (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX sign_in_code_ends ON sign_in_code (ends_at);
-- How a company's dealers sign in, and whether its people get a code where they have forgotten the password, as its book says
-- (`setting`); the directory follows it.
ALTER TABLE company ADD COLUMN sign_in_way TEXT NOT NULL DEFAULT 'password'
    CHECK (sign_in_way IN ('password', 'code', 'both'));
ALTER TABLE company ADD COLUMN resets_by_code INTEGER NOT NULL DEFAULT 0 CHECK (resets_by_code IN (0, 1));
