-- A change of the rules that money hangs on: one person writes it, another puts it into force. What it would change is kept as
-- it was written, and done by the room that it is of when it is confirmed.
VOCABULARY proposal_kind ('deduction', 'deduction_end', 'payment_limit', 'bank_format', 'claim_limits');
VOCABULARY proposal_state ('waiting', 'confirmed', 'refused', 'replaced');

CREATE TABLE proposal (
    id IDENTITY_KEY,
    kind TEXT NOT NULL REFERENCES proposal_kind (code),
    -- What of that kind: a newer proposal takes the place of one that waits. Empty for something new.
    about TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' REFERENCES proposal_state (code),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    decided_by BIGINT REFERENCES person (id),
    decided_at BIGINT,
    -- Why one person was enough; empty where there were two.
    eased TEXT NOT NULL DEFAULT '',
    CHECK ((state = 'waiting') = (decided_by IS NULL)),
    CHECK (state <> 'confirmed' OR decided_by <> made_by OR eased <> '')
);
CREATE INDEX proposal_waiting ON proposal (id) WHERE state = 'waiting';
CREATE INDEX proposal_kind_of ON proposal (kind, about);
CREATE INDEX proposal_state_of ON proposal (state, id);
CREATE INDEX proposal_made_by ON proposal (made_by);
CREATE INDEX proposal_decided_by ON proposal (decided_by);
