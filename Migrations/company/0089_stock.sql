-- The warehouse of parts: where they lie, every movement of them, and the papers by which they move. Quantities are whole
-- numbers of the part's unit, values whole minor units.
VOCABULARY stock_place_kind ('central', 'shelf', 'transit', 'sub', 'dealer_defective', 'defective', 'quarantine', 'scrap',
                             'customer', 'supplier', 'loss');
VOCABULARY part_condition ('new', 'used', 'refurbished', 'defective');
VOCABULARY stock_owner ('company', 'dealer', 'customer');
VOCABULARY stock_paper_kind ('receipt', 'issue', 'transfer', 'write_off');
VOCABULARY stock_paper_state ('proposed', 'rejected', 'sent', 'short', 'received', 'posted', 'reversed');
VOCABULARY stock_gap_kind ('used', 'short', 'over');

CREATE TABLE stock_place (
    id IDENTITY_KEY,
    code TEXT NOT NULL UNIQUE,
    name_fa TEXT NOT NULL,
    name_en TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL REFERENCES stock_place_kind (code),
    -- Of a shelf: the store it stands in.
    parent_id BIGINT REFERENCES stock_place (id),
    -- In whose custody it is.
    dealer_id BIGINT REFERENCES dealer (id),
    person_id BIGINT REFERENCES person (id),
    -- What may lie there by value, against his collateral; NULL: any.
    value_limit BIGINT CHECK (value_limit >= 0),
    -- The day of its last count.
    counted_on INTEGER,
    is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((dealer_id IS NULL) = (kind NOT IN ('sub', 'dealer_defective'))),
    CHECK (person_id IS NULL OR kind = 'sub'),
    CHECK ((parent_id IS NULL) = (kind <> 'shelf')),
    -- What a dealer owes always has where to lie.
    CHECK (is_retired = 0 OR kind NOT IN ('transit', 'customer', 'supplier', 'loss', 'dealer_defective'))
);
CREATE INDEX stock_place_parent ON stock_place (parent_id);
CREATE INDEX stock_place_dealer ON stock_place (dealer_id, kind);
CREATE INDEX stock_place_person ON stock_place (person_id);
CREATE INDEX stock_place_made_by ON stock_place (made_by);
-- One of each, so that what is in transit is in one place.
CREATE UNIQUE INDEX stock_place_single ON stock_place (kind) WHERE kind IN ('transit', 'customer', 'supplier', 'loss');
-- A dealer has one store of ours, and one for each of his technicians.
CREATE UNIQUE INDEX stock_place_sub ON stock_place (dealer_id) WHERE kind = 'sub' AND person_id IS NULL AND is_retired = 0;
CREATE UNIQUE INDEX stock_place_van ON stock_place (dealer_id, person_id)
    WHERE kind = 'sub' AND person_id IS NOT NULL AND is_retired = 0;
CREATE UNIQUE INDEX stock_place_owed ON stock_place (dealer_id) WHERE kind = 'dealer_defective';

-- For a company that works already; a new one begins with them.
INSERT INTO stock_place (code, name_fa, kind, made_at)
WITH single (code, kind) AS (VALUES
    ('TRANSIT', 'transit'), ('CUSTOMER', 'customer'), ('SUPPLIER', 'supplier'), ('LOSS', 'loss'))
SELECT code, '', kind, 0 FROM single WHERE EXISTS (SELECT 1 FROM service_type);

CREATE TABLE stock_paper (
    id IDENTITY_KEY,
    number TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL REFERENCES stock_paper_kind (code),
    state TEXT NOT NULL REFERENCES stock_paper_state (code),
    from_id BIGINT NOT NULL REFERENCES stock_place (id),
    to_id BIGINT NOT NULL REFERENCES stock_place (id),
    on_day INTEGER NOT NULL,
    -- Of a receipt and of an issue: what for.
    reason TEXT NOT NULL DEFAULT '',
    -- The other side's own paper: an invoice, a way-bill.
    reference TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    -- Who has received it, or said that it is right.
    closed_by BIGINT REFERENCES person (id),
    closed_at BIGINT,
    closed_on INTEGER,
    reversed_by BIGINT REFERENCES person (id),
    reversed_at BIGINT,
    reverse_reason TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (from_id <> to_id),
    CHECK ((closed_by IS NULL) = (closed_at IS NULL)),
    -- What is written off is written off by two.
    CHECK (kind <> 'write_off' OR closed_by IS NULL OR closed_by <> made_by),
    CHECK ((reversed_by IS NULL) = (reversed_at IS NULL)),
    CHECK (state <> 'reversed' OR reversed_by IS NOT NULL)
);
CREATE INDEX stock_paper_by_state ON stock_paper (state, id);
CREATE INDEX stock_paper_by_kind ON stock_paper (kind, id);
CREATE INDEX stock_paper_from ON stock_paper (from_id, id);
CREATE INDEX stock_paper_to ON stock_paper (to_id, id);
CREATE INDEX stock_paper_made_by ON stock_paper (made_by);
CREATE INDEX stock_paper_closed_by ON stock_paper (closed_by);
CREATE INDEX stock_paper_reversed_by ON stock_paper (reversed_by);

CREATE TABLE stock_line (
    id IDENTITY_KEY,
    paper_id BIGINT NOT NULL REFERENCES stock_paper (id),
    position INTEGER NOT NULL,
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    condition TEXT NOT NULL REFERENCES part_condition (code),
    owner TEXT NOT NULL REFERENCES stock_owner (code),
    serial TEXT NOT NULL DEFAULT '',
    lot TEXT NOT NULL DEFAULT '',
    -- What one cost, where somebody said it.
    unit_cost BIGINT CHECK (unit_cost >= 0),
    -- Of a transfer, once it was received.
    received BIGINT CHECK (received >= 0),
    UNIQUE (paper_id, position)
);
CREATE INDEX stock_line_part ON stock_line (part_id);

CREATE TABLE stock_movement (
    id IDENTITY_KEY,
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    from_id BIGINT NOT NULL REFERENCES stock_place (id),
    to_id BIGINT NOT NULL REFERENCES stock_place (id),
    owner TEXT NOT NULL REFERENCES stock_owner (code),
    -- In whose custody it was and is; NULL: the company's own.
    from_dealer_id BIGINT REFERENCES dealer (id),
    to_dealer_id BIGINT REFERENCES dealer (id),
    serial TEXT NOT NULL DEFAULT '',
    lot TEXT NOT NULL DEFAULT '',
    condition TEXT NOT NULL REFERENCES part_condition (code),
    -- What the company's own goods gained or lost by it: 0 within its places.
    value_in BIGINT NOT NULL CHECK (value_in >= 0),
    value_out BIGINT NOT NULL CHECK (value_out >= 0),
    paper_id BIGINT REFERENCES stock_paper (id),
    line_id BIGINT REFERENCES stock_line (id),
    job_id BIGINT REFERENCES job (id),
    visit_id BIGINT REFERENCES visit (id),
    on_day INTEGER NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    reverses_id BIGINT UNIQUE REFERENCES stock_movement (id),
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL,
    CHECK (from_id <> to_id),
    CHECK (value_in = 0 OR value_out = 0),
    CHECK (serial = '' OR quantity = 1)
);
CREATE INDEX stock_movement_part ON stock_movement (part_id, id);
CREATE INDEX stock_movement_from ON stock_movement (from_id, part_id, id);
CREATE INDEX stock_movement_to ON stock_movement (to_id, part_id, id);
CREATE INDEX stock_movement_from_dealer ON stock_movement (from_dealer_id) WHERE from_dealer_id IS NOT NULL;
CREATE INDEX stock_movement_to_dealer ON stock_movement (to_dealer_id) WHERE to_dealer_id IS NOT NULL;
CREATE INDEX stock_movement_paper ON stock_movement (paper_id, id) WHERE paper_id IS NOT NULL;
CREATE INDEX stock_movement_line ON stock_movement (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX stock_movement_job ON stock_movement (job_id) WHERE job_id IS NOT NULL;
CREATE INDEX stock_movement_visit ON stock_movement (visit_id) WHERE visit_id IS NOT NULL;
CREATE INDEX stock_movement_day ON stock_movement (on_day, id);
CREATE INDEX stock_movement_made_by ON stock_movement (made_by);
APPEND_ONLY stock_movement;

-- What lies where: the sum of the movements, kept beside them.
CREATE TABLE stock_balance (
    id IDENTITY_KEY,
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    place_id BIGINT NOT NULL REFERENCES stock_place (id),
    owner TEXT NOT NULL REFERENCES stock_owner (code),
    condition TEXT NOT NULL REFERENCES part_condition (code),
    serial TEXT NOT NULL DEFAULT '',
    lot TEXT NOT NULL DEFAULT '',
    quantity BIGINT NOT NULL CHECK (quantity >= 0),
    UNIQUE (part_id, place_id, owner, condition, serial, lot),
    CHECK (serial = '' OR quantity <= 1)
);
CREATE INDEX stock_balance_place ON stock_balance (place_id, part_id, id);
-- One unit is in one place.
CREATE UNIQUE INDEX stock_balance_serial ON stock_balance (part_id, serial) WHERE serial <> '' AND quantity > 0;

-- What the company's own goods of a part are worth, wherever they lie.
CREATE TABLE stock_worth (
    part_id BIGINT PRIMARY KEY REFERENCES spare_part (id),
    quantity BIGINT NOT NULL CHECK (quantity >= 0),
    value BIGINT NOT NULL CHECK (value >= 0),
    CHECK (quantity > 0 OR value = 0)
);

-- What was used, sent or received otherwise than it was written down: open until somebody has settled it.
CREATE TABLE stock_gap (
    id IDENTITY_KEY,
    kind TEXT NOT NULL REFERENCES stock_gap_kind (code),
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    condition TEXT NOT NULL REFERENCES part_condition (code),
    owner TEXT NOT NULL REFERENCES stock_owner (code),
    serial TEXT NOT NULL DEFAULT '',
    lot TEXT NOT NULL DEFAULT '',
    -- Who answers for it; NULL: the company.
    dealer_id BIGINT REFERENCES dealer (id),
    place_id BIGINT NOT NULL REFERENCES stock_place (id),
    paper_id BIGINT REFERENCES stock_paper (id),
    line_id BIGINT REFERENCES stock_line (id),
    job_id BIGINT REFERENCES job (id),
    visit_id BIGINT REFERENCES visit (id),
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL,
    settled_how TEXT NOT NULL DEFAULT '',
    settled_note TEXT NOT NULL DEFAULT '',
    settled_by BIGINT REFERENCES person (id),
    settled_at BIGINT,
    CHECK ((settled_by IS NULL) = (settled_at IS NULL))
);
CREATE INDEX stock_gap_open ON stock_gap (id) WHERE settled_at IS NULL;
CREATE INDEX stock_gap_part ON stock_gap (part_id);
CREATE INDEX stock_gap_dealer ON stock_gap (dealer_id);
CREATE INDEX stock_gap_place ON stock_gap (place_id);
CREATE INDEX stock_gap_paper ON stock_gap (paper_id);
CREATE INDEX stock_gap_line ON stock_gap (line_id);
CREATE INDEX stock_gap_job ON stock_gap (job_id);
CREATE INDEX stock_gap_visit ON stock_gap (visit_id);
CREATE INDEX stock_gap_made_by ON stock_gap (made_by);
CREATE INDEX stock_gap_settled_by ON stock_gap (settled_by);
