-- What a dealer shows for a claim beyond its visits, his appeals against decisions, and claims that are taken back.

CREATE TABLE claim_appeal (
    id IDENTITY_KEY,
    claim_id BIGINT NOT NULL REFERENCES claim (id),
    -- Once for each line.
    line_id BIGINT NOT NULL UNIQUE REFERENCES claim_line (id),
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    text TEXT NOT NULL,
    -- What had been approved of the line, and by whom; nobody where a rule had decided.
    approved_before BIGINT NOT NULL,
    line_decided_by BIGINT,
    -- Void: the claim was taken back before somebody decided.
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'granted', 'upheld', 'void')),
    approved_after BIGINT,
    answer TEXT NOT NULL DEFAULT '',
    decided_by BIGINT,
    decided_at BIGINT,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (state NOT IN ('granted', 'upheld') OR decided_by IS NOT NULL),
    CHECK (decided_by IS NULL OR line_decided_by IS NULL OR decided_by <> line_decided_by)
);
CREATE INDEX claim_appeal_claim ON claim_appeal (claim_id, id);
CREATE INDEX claim_appeal_state ON claim_appeal (state, id);

CREATE TABLE claim_photo (
    photo_id BIGINT PRIMARY KEY REFERENCES photo (id),
    claim_id BIGINT NOT NULL REFERENCES claim (id),
    appeal_id BIGINT REFERENCES claim_appeal (id)
);
CREATE INDEX claim_photo_claim ON claim_photo (claim_id, photo_id);

-- Two people take a claim back: one proposes it, another confirms.
CREATE TABLE claim_reversal (
    id IDENTITY_KEY,
    claim_id BIGINT NOT NULL REFERENCES claim (id),
    reason_code TEXT NOT NULL,
    text TEXT NOT NULL,
    proposed_by BIGINT NOT NULL,
    proposed_at BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'confirmed', 'refused')),
    decided_by BIGINT,
    decided_at BIGINT,
    CHECK (state <> 'confirmed' OR decided_by IS NOT NULL AND decided_by <> proposed_by)
);
-- One at a time, and a claim is taken back once.
CREATE UNIQUE INDEX claim_reversal_claim ON claim_reversal (claim_id) WHERE state IN ('proposed', 'confirmed');

ALTER TABLE claim ADD COLUMN reversed_at BIGINT;
