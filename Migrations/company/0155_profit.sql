-- What the service unit brings in and costs besides what the rows of other rooms say: written by hand, of a month. A row is never
-- changed: one that was wrong is taken back, and stays to be seen.
VOCABULARY profit_kind ('factory', 'supplier', 'contract', 'other_income',
                        'salary', 'premises', 'transport', 'mission', 'shop', 'survey', 'other_cost');

CREATE TABLE profit_entry (
    id IDENTITY_KEY,
    kind TEXT NOT NULL REFERENCES profit_kind (code),
    -- The first day of the month that it is of.
    on_day INTEGER NOT NULL,
    -- In the smallest unit of the currency, without value added tax.
    amount BIGINT NOT NULL CHECK (amount > 0),
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    back_by BIGINT REFERENCES person (id),
    back_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((back_by IS NULL) = (back_at IS NULL))
);
CREATE INDEX profit_entry_day ON profit_entry (on_day, id);
CREATE INDEX profit_entry_made_by ON profit_entry (made_by);
CREATE INDEX profit_entry_back_by ON profit_entry (back_by) WHERE back_by IS NOT NULL;

-- Dealers' accounts by day, all dealers together.
CREATE INDEX ledger_entry_day ON ledger_entry (on_day, id);

-- What the company's own goods lost by being used at jobs, or by being lost; below zero where it came back.
CREATE VIEW part_outgo AS
SELECT m.id, CASE WHEN 'loss' IN (f.kind, t.kind) THEN 'lost' ELSE 'fitted' END AS line, m.on_day,
    m.value_out - m.value_in AS amount, m.job_id, coalesce(m.from_dealer_id, m.to_dealer_id) AS dealer_id, m.part_id
FROM stock_movement m JOIN stock_place f ON f.id = m.from_id JOIN stock_place t ON t.id = m.to_id
WHERE m.value_out <> m.value_in AND ('loss' IN (f.kind, t.kind) OR 'customer' IN (f.kind, t.kind));

-- Of which job a charge for a part, or what gives it back, is.
CREATE VIEW part_charge_job AS
SELECT c.entry_id, d.job_id FROM part_charge c JOIN part_debt d ON d.id = c.debt_id WHERE c.entry_id IS NOT NULL
UNION ALL
SELECT c.back_id, d.job_id FROM part_charge c JOIN part_debt d ON d.id = c.debt_id WHERE c.back_id IS NOT NULL;
