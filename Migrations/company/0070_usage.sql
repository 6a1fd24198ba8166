-- Services by what a machine has done: plans that count it, and what its counter showed.
VOCABULARY usage_kind ('hours', 'km', 'cycles');

-- NULL: it counts months.
ALTER TABLE plan_template ADD COLUMN usage_kind TEXT REFERENCES usage_kind (code);
ALTER TABLE plan_template ADD COLUMN again_usage BIGINT CHECK (again_usage > 0);
ALTER TABLE plan_template ADD COLUMN usual_month BIGINT CHECK (usual_month > 0);
ALTER TABLE plan_step ADD COLUMN amount BIGINT CHECK (amount > 0);
CREATE INDEX plan_template_usage ON plan_template (usage_kind);

CREATE TABLE unit_reading (
    id IDENTITY_KEY,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    kind TEXT NOT NULL REFERENCES usage_kind (code),
    value BIGINT NOT NULL CHECK (value >= 0),
    read_on INTEGER NOT NULL,
    -- Why it is less than the one before.
    why TEXT CHECK (why IN ('replaced', 'mistake')),
    note TEXT NOT NULL DEFAULT '',
    -- At which it was read.
    visit_id BIGINT REFERENCES visit (id),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    CHECK (why IS NULL OR note <> '')
);
CREATE INDEX unit_reading_unit ON unit_reading (unit_id, kind, id);
CREATE INDEX unit_reading_kind ON unit_reading (kind);
CREATE INDEX unit_reading_visit ON unit_reading (visit_id);
CREATE INDEX unit_reading_made_by ON unit_reading (made_by);
