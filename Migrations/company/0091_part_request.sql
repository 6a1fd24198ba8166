-- What dealers ask for, and what is kept back for it. A request is given by one transfer of its own.
VOCABULARY part_request_state ('asked', 'approved', 'refused', 'cancelled', 'picked', 'sent', 'received');

CREATE TABLE part_request (
    id IDENTITY_KEY,
    number TEXT NOT NULL UNIQUE,
    -- Where it is to go.
    place_id BIGINT NOT NULL REFERENCES stock_place (id),
    -- Whose custody that is; NULL: the company's own store, which is filled up.
    dealer_id BIGINT REFERENCES dealer (id),
    -- The job that waits for it; NULL: to fill the place up.
    job_id BIGINT REFERENCES job (id),
    state TEXT NOT NULL REFERENCES part_request_state (code),
    note TEXT NOT NULL DEFAULT '',
    -- Why it was refused, cancelled, or less of it approved.
    answer TEXT NOT NULL DEFAULT '',
    -- From where it is given; from its approval on.
    from_id BIGINT REFERENCES stock_place (id),
    -- The last day on which what is kept back for it is kept.
    until_on INTEGER,
    -- The transfer by which it was sent.
    paper_id BIGINT UNIQUE REFERENCES stock_paper (id),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    decided_by BIGINT REFERENCES person (id),
    decided_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
    CHECK (state NOT IN ('approved', 'picked', 'sent', 'received') OR from_id IS NOT NULL AND decided_by IS NOT NULL),
    CHECK (state NOT IN ('sent', 'received') OR paper_id IS NOT NULL),
    CHECK (from_id <> place_id)
);
CREATE INDEX part_request_state_id ON part_request (state, id);
CREATE INDEX part_request_dealer ON part_request (dealer_id, id);
CREATE INDEX part_request_place ON part_request (place_id, id);
CREATE INDEX part_request_job ON part_request (job_id, id) WHERE job_id IS NOT NULL;
CREATE INDEX part_request_from ON part_request (from_id);
CREATE INDEX part_request_made_by ON part_request (made_by);
CREATE INDEX part_request_decided_by ON part_request (decided_by);

CREATE TABLE part_request_line (
    id IDENTITY_KEY,
    request_id BIGINT NOT NULL REFERENCES part_request (id),
    position INTEGER NOT NULL,
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    -- What is given of it; from its approval on.
    approved BIGINT CHECK (approved BETWEEN 0 AND quantity),
    UNIQUE (request_id, position)
);
CREATE INDEX part_request_line_part ON part_request_line (part_id);

-- What was taken off the shelves for it: which serials, which lots.
CREATE TABLE part_request_pick (
    id IDENTITY_KEY,
    line_id BIGINT NOT NULL REFERENCES part_request_line (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    serial TEXT NOT NULL DEFAULT '',
    lot TEXT NOT NULL DEFAULT '',
    CHECK (serial = '' OR quantity = 1)
);
CREATE INDEX part_request_pick_line ON part_request_pick (line_id, id);

-- New goods of the company's own that are kept back for a request: what is free is what lies there less this.
CREATE TABLE stock_reservation (
    id IDENTITY_KEY,
    request_id BIGINT NOT NULL REFERENCES part_request (id),
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    place_id BIGINT NOT NULL REFERENCES stock_place (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    -- The last day on which it holds.
    until_on INTEGER NOT NULL,
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX stock_reservation_open ON stock_reservation (part_id, place_id, request_id) WHERE ended_at IS NULL;
-- Those whose day is over.
CREATE INDEX stock_reservation_until ON stock_reservation (until_on, id) WHERE ended_at IS NULL;
CREATE INDEX stock_reservation_part ON stock_reservation (part_id);
CREATE INDEX stock_reservation_place ON stock_reservation (place_id);
CREATE INDEX stock_reservation_request ON stock_reservation (request_id, id);
CREATE INDEX stock_reservation_made_by ON stock_reservation (made_by);
