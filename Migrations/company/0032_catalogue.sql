-- Groups, models and dealers are kept by hand too: who changes one says which version he has read. What is set aside is chosen
-- for nothing new, and stays on all that names it.
ALTER TABLE product_group ADD COLUMN is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1));
ALTER TABLE product_group ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE product_model ADD COLUMN is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1));
ALTER TABLE product_model ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE dealer ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
