-- Whether whoever fitted a part answers for the work and the way too, where that part fails within its own guarantee. A rule of
-- before did not say so.
ALTER TABLE warranty_rule ADD COLUMN part_service INTEGER NOT NULL DEFAULT 0 CHECK (part_service IN (0, 1));
