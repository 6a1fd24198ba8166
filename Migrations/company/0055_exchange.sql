-- A machine is exchanged for another: marked by the rule it was sold under or asked for by somebody, and confirmed by another
-- person. The new one's cover is what is left of the old one's, so it is computed from that machine; the old one is kept apart.
ALTER TABLE warranty_rule ADD COLUMN exchange_failures INTEGER CHECK (exchange_failures > 0);
ALTER TABLE warranty_rule ADD COLUMN exchange_days INTEGER CHECK (exchange_days > 0);
ALTER TABLE unit ADD COLUMN quarantined_on INTEGER;
ALTER TABLE unit ADD COLUMN quarantine_reason TEXT NOT NULL DEFAULT '';
-- The first machine of a row of exchanges; NULL: its cover is its own.
ALTER TABLE unit ADD COLUMN cover_unit_id BIGINT REFERENCES unit (id);
CREATE INDEX unit_cover_unit ON unit (cover_unit_id) WHERE cover_unit_id IS NOT NULL;

CREATE TABLE unit_exchange (
    id IDENTITY_KEY,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    -- Whose the machine was when it was marked or asked for: it is exchanged for nobody else.
    customer_id BIGINT REFERENCES customer (id),
    state TEXT NOT NULL CHECK (state IN ('due', 'asked', 'done', 'declined', 'undone')),
    -- So many failures or days in repair, as of this job; or somebody asked for it.
    cause TEXT NOT NULL CHECK (cause IN ('failures', 'days', 'asked')),
    amount INTEGER NOT NULL DEFAULT 0,
    job TEXT NOT NULL DEFAULT '',
    made_at BIGINT NOT NULL,
    -- What is asked for: the machine that comes.
    serial TEXT NOT NULL DEFAULT '',
    model_id BIGINT REFERENCES product_model (id),
    reason TEXT NOT NULL DEFAULT '',
    asked_by BIGINT REFERENCES person (id),
    asked_at BIGINT,
    new_unit_id BIGINT REFERENCES unit (id),
    decided_by BIGINT REFERENCES person (id),
    decided_at BIGINT,
    answer TEXT NOT NULL DEFAULT '',
    -- That one person did both, and why the operator allowed it.
    eased TEXT NOT NULL DEFAULT '',
    undone_by BIGINT REFERENCES person (id),
    undone_at BIGINT,
    undo_reason TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (state NOT IN ('asked', 'done', 'undone') OR (asked_by IS NOT NULL AND serial <> '' AND model_id IS NOT NULL)),
    CHECK (state NOT IN ('done', 'undone') OR (new_unit_id IS NOT NULL AND new_unit_id <> unit_id)),
    CHECK (state NOT IN ('done', 'undone') OR decided_by <> asked_by OR eased <> ''),
    CHECK ((state = 'undone') = (undone_by IS NOT NULL))
);
CREATE UNIQUE INDEX unit_exchange_open ON unit_exchange (unit_id) WHERE state IN ('due', 'asked');
CREATE INDEX unit_exchange_state ON unit_exchange (state, id);
CREATE INDEX unit_exchange_unit ON unit_exchange (unit_id);
CREATE INDEX unit_exchange_customer ON unit_exchange (customer_id);
CREATE INDEX unit_exchange_new ON unit_exchange (new_unit_id);
CREATE INDEX unit_exchange_model ON unit_exchange (model_id);
CREATE INDEX unit_exchange_asked_by ON unit_exchange (asked_by);
CREATE INDEX unit_exchange_decided_by ON unit_exchange (decided_by);
CREATE INDEX unit_exchange_undone_by ON unit_exchange (undone_by);
