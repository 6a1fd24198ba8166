-- Where a dealer's money goes is changed by two people: one asks, another confirms. One change of a dealer waits at a time.
CREATE TABLE sheba_change (
    id IDENTITY_KEY,
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    sheba_before TEXT NOT NULL,
    sheba_after TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('file', 'form')),
    -- Nobody, where the operator of the portal read a file.
    asked_by BIGINT,
    asked_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'refused', 'replaced')),
    decided_by BIGINT,
    decided_at BIGINT,
    CHECK (state <> 'confirmed' OR (decided_by IS NOT NULL AND (asked_by IS NULL OR decided_by <> asked_by)))
);
CREATE UNIQUE INDEX sheba_change_waiting ON sheba_change (dealer_id) WHERE state = 'waiting';
CREATE INDEX sheba_change_dealer ON sheba_change (dealer_id, id);
