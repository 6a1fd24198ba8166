-- What a tariff in force would have given for jobs that are settled, booked as differences: one person proposes it with a
-- reason, another confirms it. What was computed stays; each job gets a further calculation and a row in the account.
CREATE TABLE recomputation (
    id IDENTITY_KEY,
    what_if_id BIGINT NOT NULL UNIQUE REFERENCES what_if (id),
    reason TEXT NOT NULL CHECK (reason <> ''),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'rejected', 'booking', 'booked', 'failed')),
    -- What was proposed and confirmed: how many jobs, and what the dealers get more, in minor units.
    jobs INTEGER NOT NULL,
    amount BIGINT NOT NULL,
    booked_jobs INTEGER NOT NULL DEFAULT 0,
    booked_amount BIGINT NOT NULL DEFAULT 0,
    proposed_by BIGINT NOT NULL,
    proposed_at BIGINT NOT NULL,
    decided_by BIGINT,
    decided_at BIGINT,
    -- When the booking last said that it is alive; one that has been silent may be started again.
    beat_at BIGINT NOT NULL,
    ended_at BIGINT,
    failed_key TEXT,
    CHECK (decided_by IS NULL OR decided_by <> proposed_by),
    CHECK (state = 'proposed' OR decided_by IS NOT NULL)
);

-- A job is in a recomputation once, however often its booking is begun.
ALTER TABLE calculation ADD COLUMN recomputation_id BIGINT REFERENCES recomputation (id);
CREATE UNIQUE INDEX calculation_recomputation ON calculation (recomputation_id, job_id) WHERE recomputation_id IS NOT NULL;
