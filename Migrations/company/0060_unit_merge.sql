-- One machine that was written down twice: everything of the one is the other's, and its serial leads there.
ALTER TABLE unit ADD COLUMN merged_into BIGINT REFERENCES unit (id);
CREATE INDEX unit_merged ON unit (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE unit_merge (
    id IDENTITY_KEY,
    kept_id BIGINT NOT NULL REFERENCES unit (id),
    gone_id BIGINT NOT NULL REFERENCES unit (id),
    -- Whose the one that stays was then.
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    reason TEXT NOT NULL,
    -- JSON: the ids of rows by the name of what went over.
    moved TEXT NOT NULL,
    -- JSON: what was known of the one that went alone, see UnitKnowledge.
    filled TEXT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    undone_by BIGINT REFERENCES person (id),
    undone_at BIGINT,
    CHECK (kept_id <> gone_id),
    CHECK ((undone_by IS NULL) = (undone_at IS NULL))
);
CREATE INDEX unit_merge_kept ON unit_merge (kept_id, id);
CREATE INDEX unit_merge_gone ON unit_merge (gone_id, id);
CREATE INDEX unit_merge_customer ON unit_merge (customer_id);
CREATE INDEX unit_merge_made_by ON unit_merge (made_by);
CREATE INDEX unit_merge_undone_by ON unit_merge (undone_by);
