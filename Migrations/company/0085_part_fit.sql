-- Which models a part is for: in which assembly, and how many of it a machine has at most, in the part's unit.
CREATE TABLE part_fit (
    id IDENTITY_KEY,
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    model_id BIGINT NOT NULL REFERENCES product_model (id),
    -- As the company calls it; empty: of none in particular.
    assembly TEXT NOT NULL DEFAULT '',
    most INTEGER NOT NULL DEFAULT 1 CHECK (most > 0),
    UNIQUE (model_id, part_id, assembly)
);
CREATE INDEX part_fit_part ON part_fit (part_id, id);

-- What may be fitted instead of a part; mutual: either instead of the other.
CREATE TABLE part_substitute (
    id IDENTITY_KEY,
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    other_id BIGINT NOT NULL REFERENCES spare_part (id),
    is_mutual INTEGER NOT NULL CHECK (is_mutual IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (part_id, other_id),
    CHECK (part_id <> other_id)
);
CREATE INDEX part_substitute_other ON part_substitute (other_id, id);

-- What took a part's place: it is ordered no more, and the other one is ordered instead. No chain comes back to where it began.
CREATE TABLE part_successor (
    part_id BIGINT NOT NULL PRIMARY KEY REFERENCES spare_part (id),
    successor_id BIGINT NOT NULL REFERENCES spare_part (id),
    note TEXT NOT NULL DEFAULT '',
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL,
    CHECK (part_id <> successor_id)
);
CREATE INDEX part_successor_successor ON part_successor (successor_id);
CREATE INDEX part_successor_made_by ON part_successor (made_by);
