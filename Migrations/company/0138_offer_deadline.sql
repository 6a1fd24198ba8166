-- Until when an offer is to be answered, as the policy was when it was made; NULL: as long as its dealer likes. And how many were
-- asked before him by themselves.
ALTER TABLE assignment ADD COLUMN answer_by BIGINT;
ALTER TABLE assignment ADD COLUMN pass INTEGER NOT NULL DEFAULT 0 CHECK (pass >= 0);
CREATE INDEX assignment_due ON assignment (answer_by, id) WHERE state = 'offered' AND answer_by IS NOT NULL;
