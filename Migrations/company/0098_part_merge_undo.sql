-- Two parts that turned out to be one, so that it can be taken back within its days.
CREATE TABLE part_merge (
    id IDENTITY_KEY,
    kept_id BIGINT NOT NULL REFERENCES spare_part (id),
    gone_id BIGINT NOT NULL REFERENCES spare_part (id),
    -- JSON: what went over, by ids, and what went away since the other had it already, see PartMergeMemory.
    memory TEXT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    undone_by BIGINT REFERENCES person (id),
    undone_at BIGINT,
    CHECK (kept_id <> gone_id),
    CHECK ((undone_by IS NULL) = (undone_at IS NULL))
);
CREATE INDEX part_merge_kept ON part_merge (kept_id, id);
CREATE INDEX part_merge_gone ON part_merge (gone_id);
CREATE INDEX part_merge_made_by ON part_merge (made_by);
CREATE INDEX part_merge_undone_by ON part_merge (undone_by);
