-- What customers are billed. A draft is changed as one likes; what was issued never is: an error in it is taken back by a credit
-- note, a bill of its own with a number of its own.
VOCABULARY bill_kind ('invoice', 'credit');
VOCABULARY bill_line_kind ('labour', 'travel', 'part', 'package', 'other');
VOCABULARY bearer ('customer', 'company', 'dealer');
VOCABULARY buyer_kind ('natural', 'legal', 'consumer');
VOCABULARY invoice_draft_state ('open', 'issued', 'dropped');

CREATE TABLE sales_invoice (
    id IDENTITY_KEY,
    kind TEXT NOT NULL REFERENCES bill_kind (code),
    number TEXT NOT NULL UNIQUE,
    -- What a credit note takes back.
    refers_id BIGINT REFERENCES sales_invoice (id),
    job_id BIGINT NOT NULL REFERENCES job (id),
    issued_on INTEGER NOT NULL,
    due_on INTEGER NOT NULL,
    -- Both sides as they were on that day.
    seller_name TEXT NOT NULL,
    seller_national_id TEXT NOT NULL,
    seller_code TEXT NOT NULL,
    seller_postal_code TEXT NOT NULL,
    seller_address TEXT NOT NULL,
    buyer_kind TEXT NOT NULL REFERENCES buyer_kind (code),
    buyer_name TEXT NOT NULL,
    buyer_national_id TEXT NOT NULL,
    buyer_code TEXT NOT NULL,
    buyer_postal_code TEXT NOT NULL,
    buyer_address TEXT NOT NULL,
    -- Hundredths of a percent.
    discount_rate INTEGER NOT NULL CHECK (discount_rate BETWEEN 0 AND 10000),
    discount_reason TEXT NOT NULL,
    -- Sums of the lines, in the smallest unit of the currency: all that was done, what others bear of it, what is let off, what
    -- is left, its tax, and both together.
    value BIGINT NOT NULL CHECK (value >= 0),
    covered BIGINT NOT NULL CHECK (covered >= 0),
    discount BIGINT NOT NULL CHECK (discount >= 0),
    net BIGINT NOT NULL,
    vat BIGINT NOT NULL CHECK (vat >= 0),
    total BIGINT NOT NULL,
    -- At the tax office; empty where the company has no tax memory.
    tax_id TEXT NOT NULL,
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    CHECK ((kind = 'credit') = (refers_id IS NOT NULL)),
    CHECK (value - covered - discount = net),
    CHECK (net + vat = total)
);
CREATE INDEX sales_invoice_day ON sales_invoice (issued_on, id);
CREATE INDEX sales_invoice_job ON sales_invoice (job_id);
CREATE INDEX sales_invoice_refers ON sales_invoice (refers_id) WHERE refers_id IS NOT NULL;
CREATE INDEX sales_invoice_made_by ON sales_invoice (made_by);
CREATE UNIQUE INDEX sales_invoice_tax ON sales_invoice (tax_id) WHERE tax_id <> '';
APPEND_ONLY sales_invoice;

CREATE TABLE sales_invoice_line (
    id IDENTITY_KEY,
    invoice_id BIGINT NOT NULL REFERENCES sales_invoice (id),
    position INTEGER NOT NULL CHECK (position > 0),
    -- The line that a credit note takes back: each once.
    refers_id BIGINT UNIQUE REFERENCES sales_invoice_line (id),
    kind TEXT NOT NULL REFERENCES bill_line_kind (code),
    text TEXT NOT NULL,
    part_id BIGINT REFERENCES spare_part (id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    price BIGINT NOT NULL CHECK (price >= 0),
    bearer TEXT NOT NULL REFERENCES bearer (code),
    -- Why another bears it.
    reason TEXT NOT NULL,
    is_exempt INTEGER NOT NULL CHECK (is_exempt IN (0, 1)),
    discount BIGINT NOT NULL CHECK (discount >= 0),
    base BIGINT NOT NULL CHECK (base >= 0),
    rate INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 10000),
    vat BIGINT NOT NULL CHECK (vat >= 0),
    UNIQUE (invoice_id, position),
    CHECK (bearer = 'customer' AND base + discount = price * quantity
        OR bearer <> 'customer' AND base = 0 AND discount = 0 AND vat = 0)
);
CREATE INDEX sales_invoice_line_part ON sales_invoice_line (part_id) WHERE part_id IS NOT NULL;
APPEND_ONLY sales_invoice_line;

CREATE TABLE invoice_draft (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL REFERENCES job (id),
    state TEXT NOT NULL DEFAULT 'open' REFERENCES invoice_draft_state (code),
    buyer_kind TEXT NOT NULL REFERENCES buyer_kind (code),
    buyer_name TEXT NOT NULL,
    buyer_national_id TEXT NOT NULL,
    buyer_code TEXT NOT NULL,
    buyer_postal_code TEXT NOT NULL,
    buyer_address TEXT NOT NULL,
    discount_rate INTEGER NOT NULL CHECK (discount_rate BETWEEN 0 AND 10000),
    discount_reason TEXT NOT NULL,
    due_on INTEGER NOT NULL,
    note TEXT NOT NULL,
    invoice_id BIGINT UNIQUE REFERENCES sales_invoice (id),
    version BIGINT NOT NULL DEFAULT 1,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    CHECK ((state = 'issued') = (invoice_id IS NOT NULL))
);
CREATE INDEX invoice_draft_job ON invoice_draft (job_id);
CREATE UNIQUE INDEX invoice_draft_open ON invoice_draft (job_id) WHERE state = 'open';
CREATE INDEX invoice_draft_waiting ON invoice_draft (id) WHERE state = 'open';
CREATE INDEX invoice_draft_made_by ON invoice_draft (made_by);

CREATE TABLE invoice_draft_line (
    draft_id BIGINT NOT NULL REFERENCES invoice_draft (id),
    position INTEGER NOT NULL CHECK (position > 0),
    kind TEXT NOT NULL REFERENCES bill_line_kind (code),
    text TEXT NOT NULL,
    part_id BIGINT REFERENCES spare_part (id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    price BIGINT NOT NULL CHECK (price >= 0),
    bearer TEXT NOT NULL REFERENCES bearer (code),
    reason TEXT NOT NULL,
    is_exempt INTEGER NOT NULL CHECK (is_exempt IN (0, 1)),
    PRIMARY KEY (draft_id, position)
);
CREATE INDEX invoice_draft_line_part ON invoice_draft_line (part_id) WHERE part_id IS NOT NULL;

-- A job is billed once, until all of its invoice was taken back.
CREATE TABLE billed_job (
    job_id BIGINT PRIMARY KEY REFERENCES job (id),
    invoice_id BIGINT NOT NULL UNIQUE REFERENCES sales_invoice (id)
);

-- What customers owe, invoice by invoice, kept beside what has settled it; the customer is whoever he turned out to be.
CREATE TABLE receivable (
    invoice_id BIGINT PRIMARY KEY REFERENCES sales_invoice (id),
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    due_on INTEGER NOT NULL,
    total BIGINT NOT NULL CHECK (total >= 0),
    -- Paid, or taken back.
    settled BIGINT NOT NULL DEFAULT 0 CHECK (settled >= 0),
    CHECK (settled <= total)
);
CREATE INDEX receivable_customer ON receivable (customer_id, due_on, invoice_id);
CREATE INDEX receivable_open ON receivable (due_on, invoice_id) WHERE settled < total;
