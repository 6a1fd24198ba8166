-- Jobs that were put to dealers together, as the portal proposed them or as somebody corrected it: by hand as far as the page
-- showed them, the rest by a run.
CREATE TABLE dispatch_round (
    id IDENTITY_KEY,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    province_id BIGINT REFERENCES province (id),
    city_id BIGINT REFERENCES city (id),
    -- Whose jobs went to others; NULL for jobs that waited.
    dealer_id BIGINT REFERENCES dealer (id),
    -- Why others got some than were proposed.
    reason TEXT NOT NULL,
    given INTEGER NOT NULL DEFAULT 0,
    -- Those that nobody could be found for, or that somebody else was faster with.
    left_out INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX dispatch_round_made_by ON dispatch_round (made_by);
CREATE INDEX dispatch_round_province ON dispatch_round (province_id);
CREATE INDEX dispatch_round_city ON dispatch_round (city_id);
CREATE INDEX dispatch_round_dealer ON dispatch_round (dealer_id);

ALTER TABLE assignment ADD COLUMN round_id BIGINT REFERENCES dispatch_round (id);
CREATE INDEX assignment_round ON assignment (round_id, id) WHERE round_id IS NOT NULL;
