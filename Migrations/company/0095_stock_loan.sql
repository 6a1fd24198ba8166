-- Devices that customers get while their own is repaired (دستگاه امانی): ours, and in the customer's hands.
VOCABULARY loan_state ('out', 'lost', 'returned', 'written_off');
INSERT INTO stock_place_kind (code) VALUES ('loan');
CREATE UNIQUE INDEX stock_place_loan ON stock_place (kind) WHERE kind = 'loan';

-- For a company that works already; a new one begins with it.
INSERT INTO stock_place (code, name_fa, kind, made_at)
WITH single (code, kind) AS (VALUES ('LOAN', 'loan'))
SELECT code, '', kind, 0 FROM single WHERE EXISTS (SELECT 1 FROM service_type);

CREATE TABLE stock_loan (
    id IDENTITY_KEY,
    number TEXT NOT NULL UNIQUE,
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    serial TEXT NOT NULL CHECK (serial <> ''),
    part_condition TEXT NOT NULL REFERENCES part_condition (code),
    -- From where it went out.
    from_id BIGINT NOT NULL REFERENCES stock_place (id),
    -- Who has lent it out of his custody; NULL: the company.
    dealer_id BIGINT REFERENCES dealer (id),
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    job_id BIGINT NOT NULL REFERENCES job (id),
    -- What the customer has left for it.
    deposit BIGINT NOT NULL DEFAULT 0 CHECK (deposit >= 0),
    condition_out TEXT NOT NULL,
    condition_in TEXT NOT NULL DEFAULT '',
    lent_on INTEGER NOT NULL,
    due_on INTEGER NOT NULL,
    state TEXT NOT NULL REFERENCES loan_state (code),
    back_id BIGINT REFERENCES stock_place (id),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    lost_by BIGINT REFERENCES person (id),
    lost_why TEXT NOT NULL DEFAULT '',
    closed_by BIGINT REFERENCES person (id),
    closed_at BIGINT,
    -- Whether somebody was reminded that it is overdue.
    reminded INTEGER NOT NULL DEFAULT 0 CHECK (reminded IN (0, 1)),
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (due_on >= lent_on),
    CHECK ((closed_by IS NULL) = (state IN ('out', 'lost'))),
    CHECK ((closed_by IS NULL) = (closed_at IS NULL)),
    CHECK ((back_id IS NULL) = (state <> 'returned')),
    CHECK (state NOT IN ('lost', 'written_off') OR lost_by IS NOT NULL),
    -- What goes for ever goes by two people.
    CHECK (state <> 'written_off' OR lost_by <> closed_by)
);
CREATE INDEX stock_loan_by_state ON stock_loan (state, due_on, id);
CREATE INDEX stock_loan_part ON stock_loan (part_id);
CREATE INDEX stock_loan_from ON stock_loan (from_id);
CREATE INDEX stock_loan_dealer ON stock_loan (dealer_id, id);
CREATE INDEX stock_loan_customer ON stock_loan (customer_id);
CREATE INDEX stock_loan_job ON stock_loan (job_id);
CREATE INDEX stock_loan_back ON stock_loan (back_id);
CREATE INDEX stock_loan_made_by ON stock_loan (made_by);
CREATE INDEX stock_loan_lost_by ON stock_loan (lost_by);
CREATE INDEX stock_loan_closed_by ON stock_loan (closed_by);
-- A device is lent once at a time.
CREATE UNIQUE INDEX stock_loan_device ON stock_loan (part_id, serial) WHERE closed_by IS NULL;
