-- Wrong passwords by where they came from, in a window of time: whoever tries one number after the other never fails five
-- times with one of them.
CREATE TABLE sign_in_address (
    address TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    since BIGINT NOT NULL
);
CREATE INDEX sign_in_address_since ON sign_in_address (since);

-- When its person last proved that it is he: money and people's rights ask for it anew.
ALTER TABLE session ADD COLUMN confirmed_at BIGINT NOT NULL DEFAULT 0;

-- Where a session was used: an administrator sees the browsers that come to his company, and nothing of others.
CREATE TABLE session_place (
    token_hash TEXT NOT NULL REFERENCES session (token_hash) ON DELETE CASCADE,
    company_id BIGINT NOT NULL REFERENCES company (id),
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (token_hash, company_id)
);
CREATE INDEX session_place_company ON session_place (company_id);

-- The company lets no session in that began before this moment.
ALTER TABLE membership ADD COLUMN signed_out_at BIGINT;
