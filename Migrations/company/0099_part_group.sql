-- Groups of parts are renamed by hand: which one was read.
ALTER TABLE part_group ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
