-- What dealers are ranked by, how long an offer waits for its answer and how many are asked after it. The newest row for a kind
-- of job says what holds for it; one that is ended says nothing more.
CREATE TABLE dispatch_policy (
    id IDENTITY_KEY,
    service_type TEXT REFERENCES service_type (code),
    group_id BIGINT REFERENCES product_group (id),
    city_id BIGINT REFERENCES city (id),
    -- distance=30 load=20 …, which come to 100.
    weights TEXT NOT NULL,
    -- Of working time; 0: an offer waits as long as its dealer likes.
    answer_minutes INTEGER NOT NULL CHECK (answer_minutes BETWEEN 0 AND 6000),
    passes INTEGER NOT NULL CHECK (passes BETWEEN 0 AND 20),
    is_ended INTEGER NOT NULL DEFAULT 0 CHECK (is_ended IN (0, 1)),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX dispatch_policy_service ON dispatch_policy (service_type);
CREATE INDEX dispatch_policy_group ON dispatch_policy (group_id);
CREATE INDEX dispatch_policy_city ON dispatch_policy (city_id);
CREATE INDEX dispatch_policy_made_by ON dispatch_policy (made_by);
APPEND_ONLY dispatch_policy;

-- What a dealer's last three months say of him, counted once a day: a ranking of all of them reads one row each. NULL where too
-- little is known.
CREATE TABLE dealer_figure (
    dealer_id BIGINT PRIMARY KEY REFERENCES dealer (id),
    counted_at BIGINT NOT NULL,
    -- Minutes of working time from the offer to its acceptance, and by the clock from there to the end of the job.
    accept_minutes INTEGER,
    finish_minutes INTEGER,
    repeat_permille INTEGER,
    survey_permille INTEGER,
    -- The first day of the month that is counted, and what he got in it before the day of the count.
    month_from INTEGER NOT NULL,
    month_jobs INTEGER NOT NULL
);
