-- Tariffs run over a past period before anybody approves them: what they would have cost beside what was computed.

-- Rises with every change of a draft, so that two people do not overwrite each other.
ALTER TABLE tariff ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;

-- Who made, changed, threw away or activated a tariff. A draft that was thrown away is retired and was never active.
CREATE TABLE tariff_event (
    id IDENTITY_KEY,
    tariff_id BIGINT NOT NULL REFERENCES tariff (id),
    at BIGINT NOT NULL,
    person_id BIGINT,
    kind TEXT NOT NULL CHECK (kind IN ('made', 'changed', 'rule_added', 'rule_changed', 'rule_removed', 'thrown_away', 'activated', 'ended')),
    -- JSON: the rule's code, its cells before and after, the doubts that were seen.
    detail TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX tariff_event_tariff ON tariff_event (tariff_id, id);

-- Done jobs in the order of their completion, which decides who of one trip gets its travel.
CREATE INDEX job_completed ON job (completed_at, number) WHERE completed_at IS NOT NULL;

CREATE TABLE what_if (
    id IDENTITY_KEY,
    tariff_id BIGINT NOT NULL REFERENCES tariff (id),
    -- The tariff's, when its rules were read.
    revision INTEGER NOT NULL,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    jobs INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    -- Why the run failed, or the first job that the tariff could not price and why: a key of the words, JSON of its places.
    failed_job TEXT,
    failed_key TEXT,
    failed_values TEXT NOT NULL DEFAULT '[]',
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    -- When the run last said that it is alive; one that has been silent may be started again.
    beat_at BIGINT NOT NULL,
    ended_at BIGINT,
    CHECK (from_day <= to_day)
);
CREATE INDEX what_if_tariff ON what_if (tariff_id, id);

CREATE TABLE what_if_sum (
    id IDENTITY_KEY,
    what_if_id BIGINT NOT NULL REFERENCES what_if (id),
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    jobs INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    computed BIGINT NOT NULL,
    priced BIGINT NOT NULL,
    UNIQUE (what_if_id, kind, code)
);

-- The jobs that change most.
CREATE TABLE what_if_job (
    id IDENTITY_KEY,
    what_if_id BIGINT NOT NULL REFERENCES what_if (id),
    position INTEGER NOT NULL,
    job_id BIGINT NOT NULL REFERENCES job (id),
    calculation_id BIGINT NOT NULL REFERENCES calculation (id),
    priced BIGINT NOT NULL,
    -- JSON: what the tariff would have given, line by line.
    lines TEXT NOT NULL,
    UNIQUE (what_if_id, position)
);
