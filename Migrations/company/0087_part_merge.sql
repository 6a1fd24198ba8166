-- A part that was written down twice: it stays where it is named, and whoever looks for it finds the other.
ALTER TABLE spare_part ADD COLUMN merged_into_id BIGINT REFERENCES spare_part (id);
CREATE INDEX spare_part_merged_into ON spare_part (merged_into_id);
