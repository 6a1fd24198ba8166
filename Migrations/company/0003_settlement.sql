-- Claims that are drafted and asked for more, an account with every kind of row, payouts that are checked, sent and settled row by row.
-- A CHECK cannot be widened in both engines: the tables are made anew and their rows carried over.

ALTER TABLE claim RENAME TO old_claim;
ALTER TABLE claim_line RENAME TO old_claim_line;
ALTER TABLE claim_event RENAME TO old_claim_event;
ALTER TABLE payout RENAME TO old_payout;
ALTER TABLE payout_event RENAME TO old_payout_event;
ALTER TABLE payout_item RENAME TO old_payout_item;
ALTER TABLE payout_claim RENAME TO old_payout_claim;
ALTER TABLE ledger_entry RENAME TO old_ledger_entry;

CREATE TABLE claim (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL UNIQUE REFERENCES job (id),
    calculation_id BIGINT NOT NULL REFERENCES calculation (id),
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    -- The month of the completion day in the company's calendar.
    period_year INTEGER NOT NULL,
    period_month INTEGER NOT NULL CHECK (period_month BETWEEN 1 AND 12),
    state TEXT NOT NULL CHECK (state IN
        ('draft', 'submitted', 'sent_back', 'approved', 'part_approved', 'rejected')),
    -- What the dealer asks for, and what of that the tariff gave.
    claimed BIGINT NOT NULL,
    computed BIGINT NOT NULL,
    approved BIGINT,
    reason_code TEXT,
    reason_text TEXT NOT NULL DEFAULT '',
    submitted_at BIGINT,
    -- Nobody, where the company's rules decided it.
    decided_by BIGINT,
    decided_at BIGINT,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (state = 'draft' OR submitted_at IS NOT NULL)
);

-- A line that the company is to pay: one that the tariff gave, or one that the dealer asks for beyond it.
CREATE TABLE claim_line (
    id IDENTITY_KEY,
    claim_id BIGINT NOT NULL REFERENCES claim (id),
    fee_line_id BIGINT REFERENCES fee_line (id),
    component TEXT NOT NULL,
    computed BIGINT NOT NULL,
    claimed BIGINT NOT NULL,
    -- Why the dealer asks for more, in his words.
    asked TEXT NOT NULL DEFAULT '',
    approved BIGINT,
    reason_code TEXT,
    decided_by BIGINT,
    decided_at BIGINT,
    UNIQUE (claim_id, fee_line_id)
);

CREATE TABLE claim_event (
    id IDENTITY_KEY,
    claim_id BIGINT NOT NULL REFERENCES claim (id),
    at BIGINT NOT NULL,
    person_id BIGINT,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE payout (
    id IDENTITY_KEY,
    number TEXT NOT NULL UNIQUE,
    period_year INTEGER NOT NULL,
    period_month INTEGER NOT NULL CHECK (period_month BETWEEN 1 AND 12),
    state TEXT NOT NULL CHECK (state IN ('draft', 'checked', 'approved', 'sent', 'paid', 'withdrawn')),
    -- What the bank is told to pay.
    total BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    checked_by BIGINT,
    checked_at BIGINT,
    approved_by BIGINT,
    approved_at BIGINT,
    sent_by BIGINT,
    sent_at BIGINT,
    paid_by BIGINT,
    paid_at BIGINT,
    -- The day the bank paid, as its statement says.
    paid_on INTEGER,
    bank_reference TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (checked_by IS NULL OR checked_by <> made_by),
    CHECK (approved_by IS NULL OR approved_by <> made_by),
    CHECK (state NOT IN ('approved', 'sent', 'paid') OR approved_by IS NOT NULL),
    CHECK (state <> 'paid' OR paid_on IS NOT NULL)
);

-- Also what a withdrawn payout held, whose entries are free again.
CREATE TABLE payout_event (
    id IDENTITY_KEY,
    payout_id BIGINT NOT NULL REFERENCES payout (id),
    at BIGINT NOT NULL,
    person_id BIGINT,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT ''
);

-- One row of the bank's file: what one dealer gets.
CREATE TABLE payout_item (
    id IDENTITY_KEY,
    payout_id BIGINT NOT NULL REFERENCES payout (id),
    position INTEGER NOT NULL,
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    amount BIGINT NOT NULL,
    sheba TEXT NOT NULL,
    payee TEXT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'paid', 'returned')),
    paid_on INTEGER,
    bank_reference TEXT,
    -- Why the bank gave it back, in its words.
    bank_text TEXT NOT NULL DEFAULT '',
    UNIQUE (payout_id, dealer_id),
    CHECK (state <> 'paid' OR paid_on IS NOT NULL)
);

-- Append only. The dealer's balance is the sum of his rows; above zero the company owes him.
CREATE TABLE ledger_entry (
    id IDENTITY_KEY,
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    at BIGINT NOT NULL,
    on_day INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN
        ('fee', 'penalty', 'adjustment', 'reversal', 'insurance_retention', 'performance_retention', 'retention_release',
         'withholding', 'vat', 'cash_collected', 'part_charge', 'advance', 'payment', 'payment_return')),
    amount BIGINT NOT NULL,
    claim_id BIGINT REFERENCES claim (id),
    claim_line_id BIGINT REFERENCES claim_line (id),
    -- The row of the bank's file that a payment or its return is of, and that a deduction was made for.
    payout_item_id BIGINT REFERENCES payout_item (id),
    -- Nobody, where a rule made it.
    made_by BIGINT,
    note TEXT NOT NULL DEFAULT ''
);

-- An entry is in one payout at most, ever, unless that payout was withdrawn or the bank gave the row back.
CREATE TABLE payout_entry (
    entry_id BIGINT PRIMARY KEY REFERENCES ledger_entry (id),
    item_id BIGINT NOT NULL REFERENCES payout_item (id)
);

INSERT INTO claim (id, job_id, calculation_id, dealer_id, period_year, period_month, state, claimed, computed, approved,
                   reason_code, reason_text, submitted_at, decided_by, decided_at, version)
SELECT id, job_id, calculation_id, dealer_id, period_year, period_month, state, claimed, claimed, approved,
       reason_code, reason_text, submitted_at, decided_by, decided_at, version FROM old_claim;

INSERT INTO claim_line (id, claim_id, fee_line_id, component, computed, claimed, approved, reason_code, decided_by, decided_at)
SELECT l.id, l.claim_id, l.fee_line_id, f.component, l.claimed, l.claimed, l.approved, l.reason_code,
       CASE WHEN l.approved IS NULL THEN NULL ELSE c.decided_by END,
       CASE WHEN l.approved IS NULL THEN NULL ELSE c.decided_at END
FROM old_claim_line l JOIN fee_line f ON f.id = l.fee_line_id JOIN old_claim c ON c.id = l.claim_id;

INSERT INTO claim_event (id, claim_id, at, person_id, kind, detail)
SELECT id, claim_id, at, person_id, kind, detail FROM old_claim_event;

INSERT INTO payout (id, number, period_year, period_month, state, total, made_by, made_at, approved_by, approved_at,
                    paid_by, paid_at, paid_on, bank_reference, version)
SELECT id, number, period_year, period_month, state, total, made_by, made_at, approved_by, approved_at,
       paid_by, paid_at, paid_on, bank_reference, version FROM old_payout;

INSERT INTO payout_event (id, payout_id, at, person_id, kind, detail)
SELECT id, payout_id, at, person_id, kind, detail FROM old_payout_event;

INSERT INTO payout_item (id, payout_id, position, dealer_id, amount, sheba, payee, reference, state, paid_on, bank_reference)
SELECT i.id, i.payout_id, i.position, i.dealer_id, i.amount, i.sheba, i.payee, i.reference,
       CASE WHEN p.state = 'paid' THEN 'paid' ELSE 'waiting' END, p.paid_on, p.bank_reference
FROM old_payout_item i JOIN old_payout p ON p.id = i.payout_id;

INSERT INTO ledger_entry (id, dealer_id, at, on_day, kind, amount, claim_id, payout_item_id, note)
SELECT id, dealer_id, at, on_day, kind, amount, claim_id, payout_item_id, note FROM old_ledger_entry;

INSERT INTO payout_entry (entry_id, item_id)
SELECT e.id, p.item_id FROM old_payout_claim p JOIN old_ledger_entry e ON e.claim_id = p.claim_id AND e.kind = 'fee';

DROP TABLE old_ledger_entry;
DROP TABLE old_payout_claim;
DROP TABLE old_payout_item;
DROP TABLE old_payout_event;
DROP TABLE old_payout;
DROP TABLE old_claim_event;
DROP TABLE old_claim_line;
DROP TABLE old_claim;

CREATE INDEX claim_period ON claim (period_year, period_month, dealer_id, id);
CREATE INDEX claim_state ON claim (state, id);
CREATE INDEX claim_dealer ON claim (dealer_id, id);
CREATE INDEX claim_event_claim ON claim_event (claim_id, id);
CREATE INDEX payout_event_payout ON payout_event (payout_id, id);
CREATE INDEX payout_item_dealer ON payout_item (dealer_id);
CREATE INDEX payout_entry_item ON payout_entry (item_id);
CREATE INDEX ledger_entry_dealer ON ledger_entry (dealer_id, id);
CREATE INDEX ledger_entry_claim ON ledger_entry (claim_id) WHERE claim_id IS NOT NULL;
-- A claim's decision, a row's payment and its return are each in the account once.
CREATE UNIQUE INDEX ledger_entry_decision ON ledger_entry (claim_id, kind) WHERE kind IN ('fee', 'penalty', 'reversal');
CREATE UNIQUE INDEX ledger_entry_payment ON ledger_entry (payout_item_id, kind) WHERE kind IN ('payment', 'payment_return');
