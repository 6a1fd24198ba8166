-- How each bank wants its file. A version never changes, so that what a payout's file was made with stays readable.
CREATE TABLE bank_format (
    id IDENTITY_KEY,
    name TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    -- The newest of its versions.
    version INTEGER NOT NULL
);

CREATE TABLE bank_format_version (
    id IDENTITY_KEY,
    format_id BIGINT NOT NULL REFERENCES bank_format (id),
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    -- JSON of the layout.
    layout TEXT NOT NULL,
    UNIQUE (format_id, version)
);

-- Who made, changed, closed or opened a format.
CREATE TABLE bank_format_event (
    id IDENTITY_KEY,
    format_id BIGINT NOT NULL REFERENCES bank_format (id),
    at BIGINT NOT NULL,
    -- Nobody, for a format that came with the company.
    person_id BIGINT,
    kind TEXT NOT NULL CHECK (kind IN ('made', 'changed', 'closed', 'opened')),
    version INTEGER NOT NULL
);
CREATE INDEX bank_format_event_format ON bank_format_event (format_id, id);

-- The least and the greatest sum of one order, from a day on. Only ever added to: of two for one day the later row counts.
CREATE TABLE payment_limit (
    id IDENTITY_KEY,
    method TEXT NOT NULL CHECK (method IN ('paya', 'satna')),
    from_day INTEGER NOT NULL,
    least BIGINT CHECK (least > 0),
    greatest BIGINT CHECK (greatest > 0),
    at BIGINT NOT NULL,
    person_id BIGINT,
    CHECK (least <= greatest)
);

-- The files of a payout, made together. Another making puts the earlier ones aside.
CREATE TABLE bank_batch (
    id IDENTITY_KEY,
    payout_id BIGINT NOT NULL REFERENCES payout (id),
    format_version_id BIGINT NOT NULL REFERENCES bank_format_version (id),
    row_count INTEGER NOT NULL,
    order_count INTEGER NOT NULL,
    total BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    replaced_at BIGINT
);
CREATE UNIQUE INDEX bank_batch_current ON bank_batch (payout_id) WHERE replaced_at IS NULL;
CREATE INDEX bank_batch_payout ON bank_batch (payout_id, id);

-- The bytes lie in the company's blob folder under their SHA-256.
CREATE TABLE bank_file (
    id IDENTITY_KEY,
    batch_id BIGINT NOT NULL REFERENCES bank_batch (id),
    part INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    order_count INTEGER NOT NULL,
    total BIGINT NOT NULL,
    UNIQUE (batch_id, part)
);

-- One order to the bank: a payout's row, or a part of one that is above the limit.
CREATE TABLE bank_order (
    id IDENTITY_KEY,
    batch_id BIGINT NOT NULL REFERENCES bank_batch (id),
    file_id BIGINT NOT NULL REFERENCES bank_file (id),
    item_id BIGINT NOT NULL REFERENCES payout_item (id),
    method TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    reference TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'paid', 'returned')),
    paid_on INTEGER,
    bank_reference TEXT NOT NULL DEFAULT '',
    bank_text TEXT NOT NULL DEFAULT '',
    UNIQUE (batch_id, reference),
    CHECK (state <> 'paid' OR paid_on IS NOT NULL)
);
CREATE INDEX bank_order_item ON bank_order (item_id);

-- What the bank answered, as it was handed over, and how it was read.
CREATE TABLE bank_answer (
    id IDENTITY_KEY,
    batch_id BIGINT NOT NULL REFERENCES bank_batch (id),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    -- JSON: which column is which, and the day of what was paid where the file says none.
    reading TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('preview', 'taken')),
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    taken_by BIGINT,
    taken_at BIGINT,
    paid INTEGER NOT NULL DEFAULT 0,
    returned INTEGER NOT NULL DEFAULT 0,
    UNIQUE (batch_id, sha256)
);
