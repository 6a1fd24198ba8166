-- Customers and machines that may be one, written down twice. A run looks for them; whoever knows better says that they are two.
CREATE TABLE customer_likeness (
    id IDENTITY_KEY,
    -- The older one first.
    one_id BIGINT NOT NULL REFERENCES customer (id),
    other_id BIGINT NOT NULL REFERENCES customer (id),
    reason TEXT NOT NULL CHECK (reason IN ('name', 'number', 'national_id')),
    -- When the run saw it last.
    seen_at BIGINT NOT NULL,
    settled_by BIGINT REFERENCES person (id),
    settled_at BIGINT,
    UNIQUE (one_id, other_id),
    CHECK (one_id < other_id),
    CHECK ((settled_by IS NULL) = (settled_at IS NULL))
);
CREATE INDEX customer_likeness_other ON customer_likeness (other_id);
CREATE INDEX customer_likeness_open ON customer_likeness (id) WHERE settled_at IS NULL;
CREATE INDEX customer_likeness_settled ON customer_likeness (id) WHERE settled_at IS NOT NULL;
CREATE INDEX customer_likeness_settled_by ON customer_likeness (settled_by);

CREATE TABLE unit_likeness (
    id IDENTITY_KEY,
    one_id BIGINT NOT NULL REFERENCES unit (id),
    other_id BIGINT NOT NULL REFERENCES unit (id),
    reason TEXT NOT NULL CHECK (reason IN ('serial')),
    seen_at BIGINT NOT NULL,
    settled_by BIGINT REFERENCES person (id),
    settled_at BIGINT,
    UNIQUE (one_id, other_id),
    CHECK (one_id < other_id),
    CHECK ((settled_by IS NULL) = (settled_at IS NULL))
);
CREATE INDEX unit_likeness_other ON unit_likeness (other_id);
CREATE INDEX unit_likeness_open ON unit_likeness (id) WHERE settled_at IS NULL;
CREATE INDEX unit_likeness_settled ON unit_likeness (id) WHERE settled_at IS NOT NULL;
CREATE INDEX unit_likeness_settled_by ON unit_likeness (settled_by);

-- The serial as it looks, see SerialText.look; the run writes it for those of before this step.
ALTER TABLE unit ADD COLUMN look TEXT NOT NULL DEFAULT '';
CREATE INDEX unit_look ON unit (look, id);
