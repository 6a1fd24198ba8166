-- What a page costs is what is open, not the years that lie behind it.

-- What the wings below the claims are told of one: the day of its work.
CREATE VIEW claim_day AS SELECT c.id AS claim_id, j.completed_on AS day FROM claim c JOIN job j ON j.id = c.job_id;

-- The rows of accounts that wait for a payout: those of a kind that payouts gather, and that none holds. A table of its own, as
-- unpriced_job is. What a row says never changes, so it is kept here beside its id.
CREATE TABLE open_entry (
    entry_id BIGINT PRIMARY KEY REFERENCES ledger_entry (id),
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    -- Of the work of a claim; else the row's own.
    day INTEGER NOT NULL,
    kind TEXT NOT NULL,
    amount BIGINT NOT NULL
);
CREATE INDEX open_entry_dealer ON open_entry (dealer_id, day, amount);

INSERT INTO open_entry (entry_id, dealer_id, day, kind, amount)
SELECT e.id, e.dealer_id, coalesce((SELECT w.day FROM claim_day w WHERE w.claim_id = e.claim_id), e.on_day), e.kind, e.amount
FROM ledger_entry e
WHERE e.kind IN ('fee', 'penalty', 'adjustment', 'reversal', 'retention_release', 'cash_collected', 'part_charge', 'advance')
AND NOT EXISTS (SELECT 1 FROM payout_entry p WHERE p.entry_id = e.id);

CREATE INDEX payout_item_waiting ON payout_item (id) WHERE state = 'waiting';

-- A balance is added up in the index alone.
DROP INDEX ledger_entry_dealer;
CREATE INDEX ledger_entry_dealer ON ledger_entry (dealer_id, on_day, kind, amount);
