-- How a company makes codes of parts: segments one after the other, tables of their values, and what ends a code.
VOCABULARY coding_check ('none', 'luhn', 'mod97');
VOCABULARY coding_kind ('table', 'text', 'serial');
VOCABULARY coding_alphabet ('digits', 'letters', 'mixed');

CREATE TABLE coding_scheme (
    id IDENTITY_KEY,
    name TEXT NOT NULL,
    ending TEXT NOT NULL REFERENCES coding_check (code),
    -- What stands before the check digits.
    separator TEXT NOT NULL DEFAULT '',
    is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX coding_scheme_made_by ON coding_scheme (made_by);

CREATE TABLE coding_segment (
    id IDENTITY_KEY,
    scheme_id BIGINT NOT NULL REFERENCES coding_scheme (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL REFERENCES coding_kind (code),
    length INTEGER NOT NULL CHECK (length BETWEEN 1 AND 12),
    alphabet TEXT NOT NULL REFERENCES coding_alphabet (code),
    -- What stands before it.
    separator TEXT NOT NULL DEFAULT '',
    UNIQUE (scheme_id, position)
);

CREATE TABLE coding_value (
    id IDENTITY_KEY,
    segment_id BIGINT NOT NULL REFERENCES coding_segment (id),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (segment_id, code)
);
