-- JSON: what the one who stayed was and became by the merge, by the names of its values, so that it can be taken back.
ALTER TABLE customer_merge ADD COLUMN changed TEXT NOT NULL DEFAULT '{}';
