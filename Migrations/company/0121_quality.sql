-- Quality control: plans, each as it stood at a time; controls by them, of machines in the workshop.
VOCABULARY quality_item_kind ('yes_no', 'number', 'text', 'photo');
VOCABULARY quality_state ('waiting', 'passed', 'failed', 'dropped');
INSERT INTO attachment_subject (code) VALUES ('quality_control');

-- Of those that fit a machine the one that says most is taken.
CREATE TABLE quality_plan (
    id IDENTITY_KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    service_type TEXT REFERENCES service_type (code),
    group_id BIGINT REFERENCES product_group (id),
    model_id BIGINT REFERENCES product_model (id),
    is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX quality_plan_service ON quality_plan (service_type);
CREATE INDEX quality_plan_group ON quality_plan (group_id);
CREATE INDEX quality_plan_model ON quality_plan (model_id);

-- The items of a plan from a time on. What was begun by one goes on by it.
CREATE TABLE quality_edition (
    id IDENTITY_KEY,
    plan_id BIGINT NOT NULL REFERENCES quality_plan (id),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX quality_edition_plan ON quality_edition (plan_id, id);
CREATE INDEX quality_edition_made_by ON quality_edition (made_by);
APPEND_ONLY quality_edition;

CREATE TABLE quality_item (
    edition_id BIGINT NOT NULL REFERENCES quality_edition (id),
    position INTEGER NOT NULL CHECK (position > 0),
    kind TEXT NOT NULL REFERENCES quality_item_kind (code),
    text_fa TEXT NOT NULL CHECK (text_fa <> ''),
    text_en TEXT NOT NULL DEFAULT '',
    is_required INTEGER NOT NULL CHECK (is_required IN (0, 1)),
    unit TEXT NOT NULL DEFAULT '',
    -- In thousandths of the unit; NULL: no such limit.
    least BIGINT,
    most BIGINT,
    PRIMARY KEY (edition_id, position),
    CHECK (least IS NULL OR most IS NULL OR least <= most)
);
APPEND_ONLY quality_item;

CREATE TABLE quality_control (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL REFERENCES job (id),
    item_id BIGINT NOT NULL REFERENCES bench_item (id),
    edition_id BIGINT NOT NULL REFERENCES quality_edition (id),
    state TEXT NOT NULL DEFAULT 'waiting' REFERENCES quality_state (code),
    -- Whether it is the last word on its machine: 0 once somebody works on it again.
    is_current INTEGER NOT NULL DEFAULT 1 CHECK (is_current IN (0, 1)),
    -- Who has done the work, as far as was known when it began.
    worker_id BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL,
    ended_by BIGINT REFERENCES person (id),
    ended_at BIGINT,
    -- Why it passed although something was rejected or unread; or why it failed although it had passed.
    reason TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CHECK (state NOT IN ('passed', 'failed') OR ended_by IS NOT NULL)
);
CREATE UNIQUE INDEX quality_control_current ON quality_control (item_id) WHERE is_current = 1;
CREATE INDEX quality_control_item ON quality_control (item_id, id);
CREATE INDEX quality_control_job ON quality_control (job_id, id);
CREATE INDEX quality_control_edition ON quality_control (edition_id);
CREATE INDEX quality_control_state ON quality_control (state, id);
CREATE INDEX quality_control_worker ON quality_control (worker_id, id);
CREATE INDEX quality_control_ended_by ON quality_control (ended_by);
CREATE INDEX quality_control_ended ON quality_control (ended_at, id);

-- Of each item the latest one counts.
CREATE TABLE quality_reading (
    id IDENTITY_KEY,
    control_id BIGINT NOT NULL REFERENCES quality_control (id),
    position INTEGER NOT NULL CHECK (position > 0),
    -- yes, no, photo, thousandths, or a text.
    value TEXT NOT NULL,
    is_rejected INTEGER NOT NULL CHECK (is_rejected IN (0, 1)),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX quality_reading_control ON quality_reading (control_id, position, id);
CREATE INDEX quality_reading_made_by ON quality_reading (made_by);
APPEND_ONLY quality_reading;
