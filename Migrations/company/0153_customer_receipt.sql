-- What customers pay, and which invoices it pays for.
VOCABULARY receipt_way ('cash', 'card', 'transfer', 'cheque', 'dealer', 'credit');
VOCABULARY receipt_state ('received', 'in_hand', 'deposited', 'cleared', 'bounced');

CREATE TABLE customer_receipt (
    id IDENTITY_KEY,
    number TEXT NOT NULL UNIQUE,
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    way TEXT NOT NULL REFERENCES receipt_way (code),
    amount BIGINT NOT NULL CHECK (amount > 0),
    on_day INTEGER NOT NULL,
    -- The bank's number of it.
    reference TEXT NOT NULL,
    note TEXT NOT NULL,
    cheque_number TEXT NOT NULL,
    cheque_bank TEXT NOT NULL,
    cheque_due INTEGER,
    state TEXT NOT NULL REFERENCES receipt_state (code),
    -- What of it has paid for invoices; the rest is the customer's credit.
    used BIGINT NOT NULL DEFAULT 0 CHECK (used >= 0),
    -- What a dealer took at a visit counts once.
    visit_id BIGINT UNIQUE REFERENCES visit (id),
    -- Where it stands in the account of the dealer who has the money.
    entry_id BIGINT UNIQUE REFERENCES ledger_entry (id),
    -- The credit note that it is.
    credit_id BIGINT UNIQUE REFERENCES sales_invoice (id),
    version BIGINT NOT NULL DEFAULT 1,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    CHECK (used <= amount),
    CHECK ((way = 'cheque') = (cheque_due IS NOT NULL)),
    CHECK ((way = 'cheque') = (state <> 'received')),
    CHECK ((way = 'dealer') = (visit_id IS NOT NULL)),
    CHECK ((way = 'credit') = (credit_id IS NOT NULL)),
    CHECK (state <> 'bounced' OR used = 0)
);
CREATE INDEX customer_receipt_customer ON customer_receipt (customer_id, id);
CREATE INDEX customer_receipt_free ON customer_receipt (customer_id, id) WHERE used < amount AND state <> 'bounced';
CREATE INDEX customer_receipt_day ON customer_receipt (on_day, id);
CREATE INDEX customer_receipt_cheques ON customer_receipt (cheque_due, id) WHERE state IN ('in_hand', 'deposited');
CREATE INDEX customer_receipt_reference ON customer_receipt (way, reference) WHERE reference <> '';
CREATE INDEX customer_receipt_made_by ON customer_receipt (made_by);

-- What of a receipt pays for which invoice; below zero where a cheque bounced.
CREATE TABLE receipt_share (
    id IDENTITY_KEY,
    receipt_id BIGINT NOT NULL REFERENCES customer_receipt (id),
    invoice_id BIGINT NOT NULL REFERENCES sales_invoice (id),
    amount BIGINT NOT NULL CHECK (amount <> 0),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX receipt_share_receipt ON receipt_share (receipt_id);
CREATE INDEX receipt_share_invoice ON receipt_share (invoice_id);
CREATE INDEX receipt_share_made_by ON receipt_share (made_by);
APPEND_ONLY receipt_share;

-- What those who prove dealers' accounts are told: these rows are of what a dealer has collected of a customer.
CREATE VIEW dealer_cash_entry AS
SELECT x.entry_id, v.dealer_id, -x.amount AS amount FROM customer_receipt x JOIN visit v ON v.id = x.visit_id
WHERE x.entry_id IS NOT NULL;
