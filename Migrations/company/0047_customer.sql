-- A customer is a person or an organisation with several numbers and addresses. `customer.mobile` is his main number; despite
-- its name it may be a landline with its area code.
ALTER TABLE customer ADD COLUMN kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'organisation'));
-- The extension behind the main number.
ALTER TABLE customer ADD COLUMN line TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN national_id TEXT NOT NULL DEFAULT '';
-- Whether he may be written to about other things than his jobs.
ALTER TABLE customer ADD COLUMN consent TEXT NOT NULL DEFAULT 'unasked' CHECK (consent IN ('unasked', 'given', 'refused'));
ALTER TABLE customer ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN tags TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
-- The name as it is compared: without spaces and spellings. Of those before this step nearly so.
ALTER TABLE customer ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
UPDATE customer SET name_key = lower(replace(replace(name, ' ', ''), '‌', '')) WHERE erased_at IS NULL;
-- One who turned out to be another: everything of his is the other's, see customer_merge.
ALTER TABLE customer ADD COLUMN merged_into BIGINT REFERENCES customer (id);
CREATE INDEX customer_name_key ON customer (name_key, id);
CREATE INDEX customer_national ON customer (national_id, id) WHERE national_id <> '';
CREATE INDEX customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;

-- Further numbers beside the main one, as `CustomerNumber` reads them.
CREATE TABLE customer_number (
    id IDENTITY_KEY,
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    number TEXT NOT NULL UNIQUE,
    line TEXT NOT NULL DEFAULT ''
);
CREATE INDEX customer_number_customer ON customer_number (customer_id, id);

CREATE TABLE customer_address (
    id IDENTITY_KEY,
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    city_id BIGINT NOT NULL REFERENCES city (id),
    address TEXT NOT NULL CHECK (address <> ''),
    postal_code TEXT NOT NULL DEFAULT ''
);
CREATE INDEX customer_address_customer ON customer_address (customer_id, id);
CREATE INDEX customer_address_city ON customer_address (city_id);

-- Two customers that are one: which rows went over, so that it can be taken back.
CREATE TABLE customer_merge (
    id IDENTITY_KEY,
    kept_id BIGINT NOT NULL REFERENCES customer (id),
    gone_id BIGINT NOT NULL REFERENCES customer (id),
    -- The main number of the one who went, which is a further number of the other.
    mobile TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- JSON: the ids of rows by the name of what went over.
    moved TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    undone_by BIGINT,
    undone_at BIGINT,
    CHECK (kept_id <> gone_id),
    CHECK ((undone_by IS NULL) = (undone_at IS NULL))
);
CREATE INDEX customer_merge_kept ON customer_merge (kept_id, id);
CREATE INDEX customer_merge_gone ON customer_merge (gone_id, id);

-- A machine whose serial nobody could read yet: what stands in `serial` is a sign of ours until a visit tells.
ALTER TABLE unit ADD COLUMN is_unmarked INTEGER NOT NULL DEFAULT 0 CHECK (is_unmarked IN (0, 1));
