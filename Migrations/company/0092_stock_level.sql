-- How much of a part a place should have, and how long it takes until it comes.
CREATE TABLE stock_level (
    id IDENTITY_KEY,
    place_id BIGINT NOT NULL REFERENCES stock_place (id),
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    -- Never less than so many, also while more are on their way.
    minimum BIGINT NOT NULL CHECK (minimum >= 0),
    -- At so many, more are asked for.
    order_point BIGINT NOT NULL CHECK (order_point >= 0),
    UNIQUE (place_id, part_id)
);
CREATE INDEX stock_level_part ON stock_level (part_id);

-- What a place has given out of late, without all that it ever gave.
CREATE INDEX stock_movement_from_day ON stock_movement (from_id, on_day);

CREATE TABLE stock_supply (
    place_id BIGINT PRIMARY KEY REFERENCES stock_place (id),
    -- From the request to the receipt.
    lead_days INTEGER NOT NULL CHECK (lead_days BETWEEN 0 AND 365)
);
