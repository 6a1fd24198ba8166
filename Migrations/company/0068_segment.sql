-- What a list was narrowed to, kept under a name by a person: for himself, or for all of the office.
CREATE TABLE segment (
    id IDENTITY_KEY,
    -- As in addresses: 'customers'.
    list TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    -- The fields of its address, a list of [name, text].
    fields TEXT NOT NULL,
    is_shared INTEGER NOT NULL DEFAULT 0,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX segment_own ON segment (made_by, list);
CREATE INDEX segment_shared ON segment (list) WHERE is_shared = 1;
