-- What a dealer is charged for a removed part that did not come back: proposed by one person, said to be right by another,
-- and given back when the part comes after all.
VOCABULARY part_charge_state ('proposed', 'posted', 'refused', 'withdrawn', 'returned');

CREATE TABLE part_charge (
    id IDENTITY_KEY,
    debt_id BIGINT NOT NULL REFERENCES part_debt (id),
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    amount BIGINT NOT NULL CHECK (amount > 0),
    note TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL REFERENCES part_charge_state (code),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    decided_by BIGINT REFERENCES person (id),
    decided_at BIGINT,
    -- Why one person was enough; empty where there were two.
    eased TEXT NOT NULL DEFAULT '',
    -- The row of the account, and the one that gives it back.
    entry_id BIGINT UNIQUE REFERENCES ledger_entry (id),
    back_id BIGINT UNIQUE REFERENCES ledger_entry (id),
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
    CHECK (state <> 'posted' OR eased <> '' OR decided_by <> made_by),
    CHECK ((entry_id IS NULL) = (state NOT IN ('posted', 'returned'))),
    CHECK ((back_id IS NULL) = (state <> 'returned'))
);
CREATE INDEX part_charge_debt ON part_charge (debt_id);
CREATE UNIQUE INDEX part_charge_open ON part_charge (debt_id) WHERE state IN ('proposed', 'posted');
CREATE INDEX part_charge_state_id ON part_charge (state, id);
CREATE INDEX part_charge_dealer ON part_charge (dealer_id, id);
CREATE INDEX part_charge_made_by ON part_charge (made_by);
CREATE INDEX part_charge_decided_by ON part_charge (decided_by);

-- The rows of accounts that come of it, for whoever asks what a row is of.
CREATE VIEW part_charge_entry AS
SELECT entry_id, dealer_id, -amount AS amount FROM part_charge WHERE entry_id IS NOT NULL
UNION ALL
SELECT back_id, dealer_id, amount FROM part_charge WHERE back_id IS NOT NULL;

-- What of a dealer's pay waits for the removed parts that he owes: the pay of a job on which such a part was fitted, from a
-- day on. The company's setting says from which: always, overdue (as long as nobody has said anything) or never. A part that
-- he was charged for holds nothing back besides.
CREATE VIEW pay_hold AS
SELECT e.job_id, e.dealer_id,
       CASE (SELECT s.value FROM setting s WHERE s.name = 'stock.hold') WHEN 'always' THEN e.born_on ELSE e.due_on + 1 END AS from_day
FROM part_debt e
WHERE e.state IN ('owed', 'sent')
AND EXISTS (SELECT 1 FROM setting s WHERE s.name = 'feature.stock' AND s.value = 'on')
AND NOT EXISTS (SELECT 1 FROM setting s WHERE s.name = 'stock.hold' AND s.value = 'never')
AND NOT EXISTS (SELECT 1 FROM part_charge c WHERE c.debt_id = e.id AND c.state = 'posted');

-- 1: the dealer was reminded before its day, 2: after it.
ALTER TABLE part_debt ADD COLUMN reminded INTEGER NOT NULL DEFAULT 0 CHECK (reminded IN (0, 1, 2));

-- What was found of removed parts, dealer by dealer.
CREATE INDEX part_debt_found ON part_debt (born_on, dealer_id, finding) WHERE finding IS NOT NULL;
