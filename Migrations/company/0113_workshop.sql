-- The company's own workshop: its benches with their people, and the machines that stand there, each for one job.
VOCABULARY bench_state (
    'queue', 'diagnosis', 'waiting_estimate', 'waiting_part', 'outside', 'repair', 'test', 'ready', 'unrepaired',
    'handed_over', 'returned');

CREATE TABLE bench (
    id IDENTITY_KEY,
    name_fa TEXT NOT NULL CHECK (name_fa <> ''),
    name_en TEXT NOT NULL DEFAULT '',
    is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE bench_person (
    bench_id BIGINT NOT NULL REFERENCES bench (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (bench_id, person_id)
);
CREATE INDEX bench_person_person ON bench_person (person_id);

-- Where it stands on a shelf and until when it was promised is said at its job's intake.
CREATE TABLE bench_item (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL UNIQUE REFERENCES job (id),
    state TEXT NOT NULL DEFAULT 'queue' REFERENCES bench_state (code),
    bench_id BIGINT REFERENCES bench (id),
    technician_id BIGINT REFERENCES person (id),
    -- Who sent it; NULL: its owner.
    sender_id BIGINT REFERENCES dealer (id),
    way_bill TEXT NOT NULL DEFAULT '',
    seal TEXT NOT NULL DEFAULT '',
    -- What is not as the slip says.
    differs TEXT NOT NULL DEFAULT '',
    -- Why it was not repaired.
    reason TEXT NOT NULL DEFAULT '',
    received_by BIGINT NOT NULL REFERENCES person (id),
    received_at BIGINT NOT NULL,
    -- When it came into its state.
    moved_at BIGINT NOT NULL,
    ended_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((state IN ('handed_over', 'returned')) = (ended_at IS NOT NULL))
);
CREATE INDEX bench_item_state ON bench_item (state, moved_at, id);
CREATE INDEX bench_item_bench ON bench_item (bench_id, state, moved_at, id);
CREATE INDEX bench_item_technician ON bench_item (technician_id, state, moved_at, id);
CREATE INDEX bench_item_sender ON bench_item (sender_id);
CREATE INDEX bench_item_received_by ON bench_item (received_by);

-- What is in the company's own workshop, or was done there, is no dealer's.
RULE job (state, dealer_id) IS state NOT IN ('offered', 'accepted', 'scheduled') OR dealer_id IS NOT NULL;
