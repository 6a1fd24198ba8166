-- What a person of finance wants in a dealer's account by hand. It counts once another person has confirmed it.
CREATE TABLE account_row (
    id IDENTITY_KEY,
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    kind TEXT NOT NULL CHECK (kind IN
        ('cash_collected', 'part_charge', 'advance', 'credit', 'debit', 'insurance_release', 'performance_release')),
    -- As it will stand in the account: above zero the company owes it.
    amount BIGINT NOT NULL CHECK (amount <> 0),
    on_day INTEGER NOT NULL,
    note TEXT NOT NULL CHECK (note <> ''),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'posted', 'refused', 'withdrawn')),
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    decided_by BIGINT,
    decided_at BIGINT,
    entry_id BIGINT UNIQUE REFERENCES ledger_entry (id),
    CHECK (state = 'waiting' OR decided_by IS NOT NULL),
    CHECK (state NOT IN ('posted', 'refused') OR decided_by <> made_by),
    CHECK ((state = 'posted') = (entry_id IS NOT NULL))
);
CREATE INDEX account_row_dealer ON account_row (dealer_id, id);
CREATE INDEX account_row_waiting ON account_row (id) WHERE state = 'waiting';
