-- What a company looks for in a claim before a person decides it, and what was found in each.

CREATE TABLE claim_rule (
    code TEXT PRIMARY KEY,
    rank INTEGER NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('low', 'medium', 'high')),
    disposition TEXT NOT NULL CHECK (disposition IN ('pay', 'look', 'deny')),
    days INTEGER,
    percent INTEGER,
    km INTEGER,
    -- Of the reasons of kind claim_reject.
    reason_code TEXT NOT NULL,
    is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
);

-- send_after_days, automatic_limit, appeal_days; limit_finance_officer and limit_finance_approver, absent where there is no limit.
CREATE TABLE claim_setting (name TEXT PRIMARY KEY, value BIGINT NOT NULL);

-- How long a work usually takes; a work without a row is not measured.
CREATE TABLE standard_minutes (
    service_type TEXT NOT NULL REFERENCES service_type (code),
    group_id BIGINT NOT NULL REFERENCES product_group (id),
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    PRIMARY KEY (service_type, group_id)
);

-- Who changed a rule, a setting or a standard time.
CREATE TABLE claim_rule_event (
    id IDENTITY_KEY,
    at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    -- A rule's code, a setting's name, or minutes.
    subject TEXT NOT NULL,
    value_before TEXT NOT NULL,
    value_after TEXT NOT NULL
);

-- Frozen: each weighing of a claim writes its findings anew, and the claim says which weighing counts.
CREATE TABLE claim_finding (
    id IDENTITY_KEY,
    claim_id BIGINT NOT NULL REFERENCES claim (id),
    weighing INTEGER NOT NULL,
    code TEXT NOT NULL,
    rank INTEGER NOT NULL,
    severity TEXT NOT NULL,
    disposition TEXT NOT NULL,
    -- JSON of the numbers that the finding names.
    numbers TEXT NOT NULL,
    UNIQUE (claim_id, weighing, code)
);
CREATE INDEX claim_finding_code ON claim_finding (code, claim_id);

ALTER TABLE claim ADD COLUMN weighing INTEGER NOT NULL DEFAULT 0;
-- The finding of that weighing that weighs most. Not a key: each of the two tables would have to be copied before the other.
ALTER TABLE claim ADD COLUMN gravest_id BIGINT;

-- The sums and counts of the list are answered by the index alone.
CREATE INDEX claim_sums ON claim (state, dealer_id, period_year, period_month, claimed, approved);
CREATE INDEX claim_decided ON claim (decided_at, decided_by, state, approved);
