-- What customers say counts: a claim may wait for it for some days, and a score that comes after the decision is an adjustment.
CREATE TABLE claim_wait (
    claim_id BIGINT PRIMARY KEY REFERENCES claim (id),
    -- The first day on which it goes on without.
    until_day INTEGER NOT NULL
);

CREATE TABLE score_adjustment (
    job_id BIGINT PRIMARY KEY REFERENCES job (id),
    claim_id BIGINT NOT NULL REFERENCES claim (id),
    -- The one that replaces what the claim was decided by.
    calculation_id BIGINT NOT NULL UNIQUE REFERENCES calculation (id),
    -- In tenths.
    score INTEGER NOT NULL CHECK (score BETWEEN 10 AND 50),
    -- In the smallest unit of the currency; above zero in the dealer's favour.
    amount BIGINT NOT NULL,
    entry_id BIGINT UNIQUE REFERENCES ledger_entry (id),
    made_at BIGINT NOT NULL,
    CHECK ((amount = 0) = (entry_id IS NULL))
);
CREATE INDEX score_adjustment_claim ON score_adjustment (claim_id);
APPEND_ONLY score_adjustment;

INSERT INTO claim_setting (name, value) SELECT 'score_days', 0 WHERE EXISTS (SELECT 1 FROM service_type);
