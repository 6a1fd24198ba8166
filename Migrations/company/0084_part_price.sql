-- What parts cost and what is charged for them, from a day on. One person writes a list, another puts it into force; what is
-- in force is never changed: a later day takes its place.
VOCABULARY part_price_kind ('cost', 'dealer', 'customer');
VOCABULARY part_price_state ('draft', 'active', 'thrown_away');

CREATE TABLE part_price_list (
    id IDENTITY_KEY,
    from_on INTEGER NOT NULL,
    state TEXT NOT NULL REFERENCES part_price_state (code),
    -- The file that it came in; empty: written by hand.
    file TEXT NOT NULL DEFAULT '',
    import_id BIGINT REFERENCES import (id),
    -- Of the draft, by which whoever puts it into force says what he has read.
    revision INTEGER NOT NULL DEFAULT 1,
    -- NULL: from the console.
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL,
    activated_by BIGINT REFERENCES person (id),
    activated_at BIGINT,
    -- That one person did both, and why the operator allowed it.
    eased TEXT NOT NULL DEFAULT '',
    CHECK ((state = 'active') = (activated_at IS NOT NULL)),
    CHECK (activated_by IS NULL OR made_by IS NULL OR activated_by <> made_by OR eased <> '')
);
CREATE INDEX part_price_list_draft ON part_price_list (made_by, from_on) WHERE state = 'draft';
CREATE INDEX part_price_list_import ON part_price_list (import_id);
CREATE INDEX part_price_list_made_by ON part_price_list (made_by);
CREATE INDEX part_price_list_activated_by ON part_price_list (activated_by);

CREATE TABLE part_price (
    id IDENTITY_KEY,
    list_id BIGINT NOT NULL REFERENCES part_price_list (id),
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    kind TEXT NOT NULL REFERENCES part_price_kind (code),
    -- Rials, for one of the part's unit.
    amount BIGINT NOT NULL CHECK (amount >= 0),
    UNIQUE (list_id, part_id, kind)
);
CREATE INDEX part_price_part ON part_price (part_id, list_id);
CREATE INDEX part_price_list_order ON part_price (list_id, id);

INSERT INTO import_kind (code) VALUES ('parts'), ('part_prices'), ('part_fit');
