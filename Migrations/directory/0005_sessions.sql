-- Wrong passwords by where they came from, in a window of time: whoever tries one number after the other never fails five
-- times with one of them.
CREATE TABLE sign_in_address (
    address TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    since BIGINT NOT NULL
);
CREATE INDEX sign_in_address_since ON sign_in_address (since);
