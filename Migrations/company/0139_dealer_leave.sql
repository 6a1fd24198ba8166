-- Days on which a dealer is away: he is given nothing new on them. What was said by mistake is taken back, and the history keeps it.
CREATE TABLE dealer_leave (
    id IDENTITY_KEY,
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    from_on INTEGER NOT NULL,
    to_on INTEGER NOT NULL,
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    CHECK (from_on <= to_on)
);
CREATE INDEX dealer_leave_dealer ON dealer_leave (dealer_id, to_on);
CREATE INDEX dealer_leave_day ON dealer_leave (to_on, from_on, dealer_id);
CREATE INDEX dealer_leave_made_by ON dealer_leave (made_by);
