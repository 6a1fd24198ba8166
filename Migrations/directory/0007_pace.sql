-- How often something was done in a window of time by one whoever: wrong passwords of an address, forms that strangers send.
CREATE TABLE pace (
    key TEXT PRIMARY KEY,
    count INTEGER NOT NULL,
    until BIGINT NOT NULL
);
CREATE INDEX pace_until ON pace (until);
-- Fifteen minutes of it are counted there from now on.
DROP TABLE sign_in_address;
