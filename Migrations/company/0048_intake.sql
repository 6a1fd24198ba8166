-- What is said and agreed when a job is taken down. How the machine comes to whoever repairs it:
ALTER TABLE job ADD COLUMN way TEXT NOT NULL DEFAULT 'on_site' CHECK (way IN ('on_site', 'carried_in', 'sent'));

VOCABULARY intake_kind ('fault', 'text', 'number', 'date', 'list');

-- What a company asks about machines of a group: faults to choose from, and fields of its own.
CREATE TABLE intake_item (
    id IDENTITY_KEY,
    group_id BIGINT NOT NULL REFERENCES product_group (id),
    kind TEXT NOT NULL REFERENCES intake_kind (code),
    name_fa TEXT NOT NULL CHECK (name_fa <> ''),
    name_en TEXT NOT NULL DEFAULT '',
    -- Of a list: one in each line.
    choices TEXT NOT NULL DEFAULT '',
    is_required INTEGER NOT NULL DEFAULT 0 CHECK (is_required IN (0, 1)),
    position INTEGER NOT NULL,
    is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((kind = 'list') = (choices <> ''))
);
CREATE INDEX intake_item_group ON intake_item (group_id, position, id);

-- Only of jobs of which something was said.
CREATE TABLE job_intake (
    job_id BIGINT PRIMARY KEY REFERENCES job (id),
    fault_id BIGINT REFERENCES intake_item (id),
    accessories TEXT NOT NULL DEFAULT '',
    condition TEXT NOT NULL DEFAULT '',
    -- When it suits the customer, in his words.
    wish TEXT NOT NULL DEFAULT '',
    promised_on INTEGER,
    -- NULL where it follows from the warranty.
    payer TEXT CHECK (payer IN ('company', 'customer', 'dealer')),
    -- Taken in advance, in the smallest unit of the currency; from whom and when.
    deposit BIGINT NOT NULL DEFAULT 0 CHECK (deposit >= 0),
    deposit_note TEXT NOT NULL DEFAULT '',
    -- Where the machine stands in our house.
    shelf TEXT NOT NULL DEFAULT ''
);
CREATE INDEX job_intake_fault ON job_intake (fault_id) WHERE fault_id IS NOT NULL;

-- What was answered to the company's own fields: a number in Latin digits, a day in ISO 8601.
CREATE TABLE job_field (
    job_id BIGINT NOT NULL REFERENCES job (id),
    item_id BIGINT NOT NULL REFERENCES intake_item (id),
    value TEXT NOT NULL CHECK (value <> ''),
    PRIMARY KEY (job_id, item_id)
);
CREATE INDEX job_field_item ON job_field (item_id);
