-- What dealers have left as security for their contracts: cheques, promissory notes, guarantees of banks, deposits.
VOCABULARY collateral_kind ('cheque', 'promissory_note', 'guarantee', 'deposit');
VOCABULARY collateral_state ('held', 'returned', 'called', 'void');

CREATE TABLE collateral (
    id IDENTITY_KEY,
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    kind TEXT NOT NULL REFERENCES collateral_kind (code),
    amount BIGINT NOT NULL CHECK (amount > 0),
    -- Of the paper, as it stands there.
    number TEXT NOT NULL,
    issuer TEXT NOT NULL,
    -- NULL: payable whenever it is presented.
    due_on INTEGER,
    -- Where the paper lies.
    place TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'held' REFERENCES collateral_state (code),
    taken_by BIGINT NOT NULL REFERENCES person (id),
    taken_at BIGINT NOT NULL,
    ended_by BIGINT REFERENCES person (id),
    ended_at BIGINT,
    end_reason TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((ended_by IS NULL) = (state = 'held')),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    CHECK (kind <> 'guarantee' OR due_on IS NOT NULL)
);
CREATE INDEX collateral_dealer ON collateral (dealer_id, id);
CREATE INDEX collateral_state_id ON collateral (state, id);
CREATE INDEX collateral_due ON collateral (due_on, id) WHERE state = 'held';
CREATE INDEX collateral_taken_by ON collateral (taken_by);
CREATE INDEX collateral_ended_by ON collateral (ended_by) WHERE ended_by IS NOT NULL;
-- One paper is held once.
CREATE UNIQUE INDEX collateral_paper ON collateral (kind, issuer, number) WHERE state = 'held';
INSERT INTO reminder_kind (code) VALUES ('collateral');
