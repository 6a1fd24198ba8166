-- What was fitted, as a part of the catalogue where it is one: the text stays as it was typed.
ALTER TABLE visit_part ADD COLUMN part_id BIGINT REFERENCES spare_part (id);
-- The dealer said that he fitted it although it is not for such a machine.
ALTER TABLE visit_part ADD COLUMN is_misfit INTEGER NOT NULL DEFAULT 0 CHECK (is_misfit IN (0, 1));
CREATE INDEX visit_part_part ON visit_part (part_id);
-- What was typed freely, the latest first.
CREATE INDEX visit_part_free ON visit_part (id) WHERE part_id IS NULL;
