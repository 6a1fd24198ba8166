-- What dealers ask for, and what is kept back for it.
VOCABULARY part_request_state ('asked', 'approved', 'rejected', 'cancelled', 'picked', 'sent', 'received');

CREATE TABLE part_request (
    id IDENTITY_KEY,
    number TEXT NOT NULL UNIQUE,
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    -- Where it is to go.
    place_id BIGINT NOT NULL REFERENCES stock_place (id),
    job_id BIGINT REFERENCES job (id),
    state TEXT NOT NULL REFERENCES part_request_state (code),
    note TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT '',
    -- From where it is given; from its approval on.
    from_id BIGINT REFERENCES stock_place (id),
    paper_id BIGINT UNIQUE REFERENCES stock_paper (id),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX part_request_state_id ON part_request (state, id);
CREATE INDEX part_request_dealer ON part_request (dealer_id, id);
CREATE INDEX part_request_place ON part_request (place_id);
CREATE INDEX part_request_job ON part_request (job_id);
CREATE INDEX part_request_from ON part_request (from_id);
CREATE INDEX part_request_made_by ON part_request (made_by);

CREATE TABLE part_request_line (
    id IDENTITY_KEY,
    request_id BIGINT NOT NULL REFERENCES part_request (id),
    position INTEGER NOT NULL,
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    -- What is given of it; from its approval on.
    approved BIGINT CHECK (approved >= 0),
    UNIQUE (request_id, position)
);
CREATE INDEX part_request_line_part ON part_request_line (part_id);

-- Goods that are kept back: what is available is what is on hand less this.
CREATE TABLE stock_reservation (
    id IDENTITY_KEY,
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    place_id BIGINT NOT NULL REFERENCES stock_place (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    request_id BIGINT NOT NULL REFERENCES part_request (id),
    -- The last day on which it holds.
    until_on INTEGER NOT NULL,
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX stock_reservation_open ON stock_reservation (place_id, part_id) WHERE ended_at IS NULL;
CREATE INDEX stock_reservation_part ON stock_reservation (part_id);
CREATE INDEX stock_reservation_place ON stock_reservation (place_id);
CREATE INDEX stock_reservation_request ON stock_reservation (request_id);
CREATE INDEX stock_reservation_made_by ON stock_reservation (made_by);
