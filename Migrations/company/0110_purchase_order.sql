-- What is ordered from suppliers, and how much of it came.
VOCABULARY purchase_order_state ('draft', 'ordered', 'partial', 'received', 'closed', 'cancelled');

CREATE TABLE stock_supplier (
    id IDENTITY_KEY,
    name TEXT NOT NULL,
    match_key TEXT NOT NULL UNIQUE
);

CREATE TABLE purchase_order (
    id IDENTITY_KEY,
    number TEXT NOT NULL UNIQUE,
    supplier_id BIGINT NOT NULL REFERENCES stock_supplier (id),
    -- Where it is to go.
    place_id BIGINT NOT NULL REFERENCES stock_place (id),
    state TEXT NOT NULL REFERENCES purchase_order_state (code),
    due_on INTEGER NOT NULL,
    -- The supplier's own number of it.
    reference TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    placed_by BIGINT REFERENCES person (id),
    placed_on INTEGER,
    -- Who has closed or cancelled it, and why.
    closed_by BIGINT REFERENCES person (id),
    closed_at BIGINT,
    close_reason TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((placed_by IS NULL) = (placed_on IS NULL)),
    CHECK ((closed_by IS NULL) = (closed_at IS NULL)),
    CHECK (state NOT IN ('ordered', 'partial', 'received', 'closed') OR placed_by IS NOT NULL),
    CHECK ((closed_by IS NULL) = (state NOT IN ('closed', 'cancelled')))
);
CREATE INDEX purchase_order_state_due ON purchase_order (state, due_on, id);
CREATE INDEX purchase_order_supplier ON purchase_order (supplier_id, id);
CREATE INDEX purchase_order_place ON purchase_order (place_id, state);
CREATE INDEX purchase_order_made_by ON purchase_order (made_by);
CREATE INDEX purchase_order_placed_by ON purchase_order (placed_by);
CREATE INDEX purchase_order_closed_by ON purchase_order (closed_by);

CREATE TABLE purchase_line (
    id IDENTITY_KEY,
    order_id BIGINT NOT NULL REFERENCES purchase_order (id),
    position INTEGER NOT NULL,
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    -- For one; NULL: not agreed yet.
    price BIGINT CHECK (price >= 0),
    -- What came of it by all receipts, less what was taken back: more than was ordered where more came.
    received BIGINT NOT NULL DEFAULT 0 CHECK (received >= 0),
    UNIQUE (order_id, part_id)
);
-- The last order of a part says from whom it comes, and for how much.
CREATE INDEX purchase_line_part ON purchase_line (part_id, id);

-- The receipts by which it came.
CREATE TABLE purchase_receipt (
    paper_id BIGINT PRIMARY KEY REFERENCES stock_paper (id),
    order_id BIGINT NOT NULL REFERENCES purchase_order (id)
);
CREATE INDEX purchase_receipt_order ON purchase_receipt (order_id, paper_id);
