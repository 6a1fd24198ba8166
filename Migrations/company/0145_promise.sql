-- What is promised of which jobs: that somebody takes them, and that they are done, in working time. The newest row for a kind of
-- job says what holds for it; one that is ended says nothing more.
VOCABULARY city_class ('capital', 'other');
CREATE TABLE promise_policy (
    id IDENTITY_KEY,
    service_type TEXT REFERENCES service_type (code),
    city_id BIGINT REFERENCES city (id),
    city_class TEXT REFERENCES city_class (code),
    customer_kind TEXT CHECK (customer_kind IN ('person', 'organisation')),
    -- For jobs under a service contract alone.
    under_contract INTEGER NOT NULL CHECK (under_contract IN (0, 1)),
    -- 0: nothing is promised.
    response_minutes INTEGER NOT NULL CHECK (response_minutes BETWEEN 0 AND 120000),
    completion_minutes INTEGER NOT NULL CHECK (completion_minutes BETWEEN 0 AND 120000),
    -- approval customer …: what a job may wait for without the clock going on.
    pauses TEXT NOT NULL,
    -- Before it is due; 0: nobody is told before.
    warn_minutes INTEGER NOT NULL CHECK (warn_minutes BETWEEN 0 AND 6000),
    -- dealer dispatcher manager
    tells TEXT NOT NULL,
    is_ended INTEGER NOT NULL DEFAULT 0 CHECK (is_ended IN (0, 1)),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX promise_policy_service ON promise_policy (service_type);
CREATE INDEX promise_policy_city ON promise_policy (city_id);
CREATE INDEX promise_policy_made_by ON promise_policy (made_by);
APPEND_ONLY promise_policy;

-- What was promised of a job when it came in, and how far that is. Its waits are the rows of job_wait.
VOCABULARY promise_mark ('unsaid', 'open', 'kept', 'missed', 'exempt');
CREATE TABLE job_promise (
    job_id BIGINT PRIMARY KEY REFERENCES job (id),
    -- NULL for what holds where the company has said nothing.
    policy_id BIGINT REFERENCES promise_policy (id),
    made_at BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    pauses TEXT NOT NULL,
    warn_minutes INTEGER NOT NULL,
    stands_since BIGINT,
    response_minutes INTEGER NOT NULL,
    response_at BIGINT,
    response_mark TEXT NOT NULL REFERENCES promise_mark (code),
    -- NULL while the clock stands before it.
    response_due BIGINT,
    response_soon BIGINT,
    -- Of working time that it took.
    response_seconds BIGINT,
    -- Of what people were told: 1 that it is due soon, 2 that it was missed.
    response_told INTEGER NOT NULL DEFAULT 0 CHECK (response_told IN (0, 1, 2)),
    completion_minutes INTEGER NOT NULL,
    completion_at BIGINT,
    completion_mark TEXT NOT NULL REFERENCES promise_mark (code),
    completion_due BIGINT,
    completion_soon BIGINT,
    completion_seconds BIGINT,
    completion_told INTEGER NOT NULL DEFAULT 0 CHECK (completion_told IN (0, 1, 2)),
    -- When it was cancelled or given back: then there is nothing to do any more.
    over_at BIGINT,
    -- When somebody is to be told next.
    alarm_at BIGINT
);
CREATE INDEX job_promise_policy ON job_promise (policy_id);
CREATE INDEX job_promise_alarm ON job_promise (alarm_at, job_id) WHERE alarm_at IS NOT NULL;
CREATE INDEX job_promise_stands ON job_promise (stands_since, job_id) WHERE stands_since IS NOT NULL;

-- What of a job comes due next. The year 9999 stands for nothing and for nobody knows when: so that a list sorted by it loses no
-- row, and one index serves it.
ALTER TABLE job ADD COLUMN due_at BIGINT NOT NULL DEFAULT 253402300799;
CREATE INDEX job_due ON job (due_at, id);

-- The jobs that were open before promises were kept get theirs, counted from when they came in; nobody is told of those.
INSERT INTO run (kind, subject_id, state, not_before, made_at)
SELECT 'promise_recount', 0, 'waiting', 0, 0 WHERE EXISTS (SELECT 1 FROM job WHERE state NOT IN ('done', 'closed', 'returned', 'cancelled'));
