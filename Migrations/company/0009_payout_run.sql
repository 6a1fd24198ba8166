-- A payout says for which month of which calendar it is, and for whom; nothing, where it is the company's own and for all.
ALTER TABLE payout ADD COLUMN calendar TEXT CHECK (calendar IN ('jalali', 'gregorian'));
ALTER TABLE payout ADD COLUMN scope TEXT NOT NULL DEFAULT 'all';

-- What one row of a payout is made of, as it was when the payout was made.
CREATE TABLE payout_item_sum (
    item_id BIGINT NOT NULL REFERENCES payout_item (id),
    kind TEXT NOT NULL,
    entries INTEGER NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (item_id, kind)
);

INSERT INTO payout_item_sum (item_id, kind, entries, amount)
SELECT p.item_id, e.kind, count(*), sum(e.amount) FROM payout_entry p JOIN ledger_entry e ON e.id = p.entry_id
GROUP BY p.item_id, e.kind;

-- What a company takes off a payment or adds to it. A rule is never edited: it ends, and another begins.
CREATE TABLE deduction_rule (
    id IDENTITY_KEY,
    kind TEXT NOT NULL CHECK (kind IN ('insurance_retention', 'performance_retention', 'withholding', 'vat')),
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 99),
    -- Hundredths of one percent.
    percent INTEGER NOT NULL CHECK (percent BETWEEN 1 AND 10000),
    base TEXT NOT NULL CHECK (base IN ('gross', 'remaining', 'fees')),
    -- Of the dealers it is for, with | between them; empty for all.
    grades TEXT NOT NULL DEFAULT '',
    is_for_registered INTEGER NOT NULL CHECK (is_for_registered IN (0, 1)),
    valid_from INTEGER NOT NULL,
    -- The last day. One before valid_from: it was given up before it began.
    valid_to INTEGER,
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    ended_by BIGINT,
    ended_at BIGINT
);

-- What was taken off one row of a payout or added to it, frozen.
CREATE TABLE payout_deduction (
    id IDENTITY_KEY,
    item_id BIGINT NOT NULL REFERENCES payout_item (id),
    position INTEGER NOT NULL,
    rule_id BIGINT NOT NULL REFERENCES deduction_rule (id),
    kind TEXT NOT NULL,
    percent INTEGER NOT NULL,
    base TEXT NOT NULL,
    base_amount BIGINT NOT NULL,
    -- As it stands in the account once the row is paid.
    amount BIGINT NOT NULL,
    UNIQUE (item_id, position)
);

-- Finance pays a dealer nothing while such a row is open.
CREATE TABLE payment_block (
    id IDENTITY_KEY,
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    reason TEXT NOT NULL CHECK (reason <> ''),
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    lifted_by BIGINT,
    lifted_at BIGINT,
    CHECK ((lifted_by IS NULL) = (lifted_at IS NULL))
);
CREATE UNIQUE INDEX payment_block_open ON payment_block (dealer_id) WHERE lifted_at IS NULL;
CREATE INDEX payment_block_dealer ON payment_block (dealer_id, id);

ALTER TABLE dealer ADD COLUMN is_vat_registered INTEGER NOT NULL DEFAULT 0 CHECK (is_vat_registered IN (0, 1));
ALTER TABLE dealer ADD COLUMN economic_code TEXT NOT NULL DEFAULT '';

-- Who changed how a dealer is taxed.
CREATE TABLE dealer_event (
    id IDENTITY_KEY,
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    value_before TEXT NOT NULL,
    value_after TEXT NOT NULL
);
CREATE INDEX dealer_event_dealer ON dealer_event (dealer_id, id);

CREATE INDEX ledger_entry_payout_item ON ledger_entry (payout_item_id) WHERE payout_item_id IS NOT NULL;
