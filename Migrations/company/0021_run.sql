-- Work that nobody waits for, step by step: each step is one transaction with what it does and with where the run stands.

VOCABULARY run_state ('waiting', 'running', 'done', 'failed');

CREATE TABLE run (
    id IDENTITY_KEY,
    kind TEXT NOT NULL,
    -- The thing that it is about; 0 where there is only one.
    subject_id BIGINT NOT NULL,
    state TEXT NOT NULL REFERENCES run_state (code),
    -- Where it goes on, in the words of its kind; empty at its beginning.
    step TEXT NOT NULL DEFAULT '',
    -- Whoever works on it now, and until when he need not say so again.
    lease_token TEXT,
    lease_until BIGINT,
    -- How often in a row it was begun without a step that ended.
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before BIGINT NOT NULL,
    done BIGINT NOT NULL DEFAULT 0,
    total BIGINT NOT NULL DEFAULT 0,
    failed_key TEXT,
    failed_values TEXT NOT NULL DEFAULT '[]',
    made_by BIGINT,
    made_at BIGINT NOT NULL,
    ended_at BIGINT,
    CHECK (state <> 'running' OR lease_token IS NOT NULL AND lease_until IS NOT NULL)
);
-- A thing has one open run of a kind: what is asked for twice is done once.
CREATE UNIQUE INDEX run_one ON run (kind, subject_id) WHERE state IN ('waiting', 'running');
CREATE INDEX run_open ON run (not_before, id) WHERE state IN ('waiting', 'running');
CREATE INDEX run_subject ON run (kind, subject_id, id);
CREATE INDEX run_ended ON run (ended_at) WHERE state = 'done';

-- What was under way when the program was replaced goes on.
INSERT INTO run (kind, subject_id, state, step, not_before, done, total, made_by, made_at)
SELECT 'import', id, 'waiting', CAST(read AS TEXT), 0, read, records, NULLIF(made_by, 0), made_at
FROM import WHERE state = 'running';
INSERT INTO run (kind, subject_id, state, not_before, total, made_by, made_at)
SELECT 'what_if', id, 'waiting', 0, jobs, made_by, made_at FROM what_if WHERE state = 'running';
INSERT INTO run (kind, subject_id, state, not_before, total, made_by, made_at)
SELECT 'booking', what_if_id, 'waiting', 0, jobs, decided_by, proposed_at FROM recomputation WHERE state = 'booking';

ALTER TABLE import DROP COLUMN beat_at;
ALTER TABLE what_if DROP COLUMN beat_at;
ALTER TABLE recomputation DROP COLUMN beat_at;
