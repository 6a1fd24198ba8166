-- While a company is being moved it is read-only, and its pages say so until then.
ALTER TABLE company ADD COLUMN read_only_until BIGINT;
