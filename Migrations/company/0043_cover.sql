-- What a warranty covers, as data: a rule of a model or a group holds for the machines that are sold from a day on. One person
-- writes a draft, another puts it into force; what is in force is never changed. A model without such a rule has the months of
-- its own row, for all of it, so nothing that was said of a machine before becomes another.
CREATE TABLE warranty_rule (
    id IDENTITY_KEY,
    model_id BIGINT REFERENCES product_model (id),
    group_id BIGINT REFERENCES product_group (id),
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'active', 'thrown_away')),
    sold_from INTEGER NOT NULL,
    -- `first sale installation production+540`: see CoverStart.
    starts TEXT NOT NULL,
    repair_months INTEGER NOT NULL CHECK (repair_months BETWEEN 0 AND 600),
    part_months INTEGER NOT NULL CHECK (part_months BETWEEN 0 AND 600),
    repair_days INTEGER CHECK (repair_days >= 0),
    -- What ends it, a line each.
    voids TEXT NOT NULL DEFAULT '',
    -- Of the draft, by which whoever changes it says what he has read.
    revision INTEGER NOT NULL DEFAULT 1,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    activated_by BIGINT REFERENCES person (id),
    activated_at BIGINT,
    -- That one person did both, and why the operator allowed it.
    eased TEXT NOT NULL DEFAULT '',
    CHECK ((model_id IS NULL) <> (group_id IS NULL)),
    CHECK ((state = 'active') = (activated_by IS NOT NULL)),
    CHECK (activated_by IS NULL OR activated_by <> made_by OR eased <> '')
);
CREATE UNIQUE INDEX warranty_rule_model ON warranty_rule (model_id, version);
CREATE UNIQUE INDEX warranty_rule_group ON warranty_rule (group_id, version);
CREATE INDEX warranty_rule_made_by ON warranty_rule (made_by);
CREATE INDEX warranty_rule_activated_by ON warranty_rule (activated_by);

CREATE TABLE warranty_term (
    rule_id BIGINT NOT NULL REFERENCES warranty_rule (id),
    -- parts, labour, travel, component:<name>.
    subject TEXT NOT NULL,
    months INTEGER NOT NULL CHECK (months BETWEEN 0 AND 600),
    PRIMARY KEY (rule_id, subject)
);

-- Who else had a hand in a draft, and so does not put it into force.
CREATE TABLE warranty_hand (
    rule_id BIGINT NOT NULL REFERENCES warranty_rule (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (rule_id, person_id)
);
CREATE INDEX warranty_hand_person ON warranty_hand (person_id);

ALTER TABLE unit ADD COLUMN produced_on INTEGER;
ALTER TABLE unit ADD COLUMN activated_on INTEGER;
ALTER TABLE unit ADD COLUMN voided_on INTEGER;
ALTER TABLE unit ADD COLUMN void_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- What one machine was given beyond its terms.
CREATE TABLE unit_extension (
    id IDENTITY_KEY,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    kind TEXT NOT NULL CHECK (kind IN ('bought', 'campaign', 'repair')),
    -- Empty: for all of it.
    subject TEXT NOT NULL DEFAULT '',
    months INTEGER NOT NULL CHECK (months BETWEEN 0 AND 600),
    days INTEGER NOT NULL CHECK (days BETWEEN 0 AND 3660),
    reason TEXT NOT NULL,
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL,
    CHECK (months + days > 0)
);
CREATE INDEX unit_extension_unit ON unit_extension (unit_id, id);
CREATE INDEX unit_extension_made_by ON unit_extension (made_by);

-- What the company answers for after a job: its work for one fault, and each part that it fitted.
CREATE TABLE unit_guarantee (
    id IDENTITY_KEY,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    job TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('repair', 'part')),
    -- The fault code, or the part's name.
    subject TEXT NOT NULL,
    last_day INTEGER NOT NULL
);
CREATE INDEX unit_guarantee_unit ON unit_guarantee (unit_id, id);
