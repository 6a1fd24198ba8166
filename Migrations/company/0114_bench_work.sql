-- What was found on a machine and done about it, how long it took, and which shop outside has had it.
ALTER TABLE bench_item ADD COLUMN symptom TEXT NOT NULL DEFAULT '';
ALTER TABLE bench_item ADD COLUMN cause TEXT NOT NULL DEFAULT '';
ALTER TABLE bench_item ADD COLUMN remedy TEXT NOT NULL DEFAULT '';

CREATE TABLE bench_time (
    id IDENTITY_KEY,
    item_id BIGINT NOT NULL REFERENCES bench_item (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    -- NULL where it was written by hand.
    started_at BIGINT,
    -- NULL while it runs.
    minutes INTEGER CHECK (minutes BETWEEN 0 AND 1440),
    note TEXT NOT NULL DEFAULT '',
    made_at BIGINT NOT NULL,
    CHECK (started_at IS NOT NULL OR minutes IS NOT NULL)
);
CREATE INDEX bench_time_item ON bench_time (item_id, id);
CREATE INDEX bench_time_person ON bench_time (person_id, id);
-- Nobody works on two machines at once.
CREATE UNIQUE INDEX bench_time_running ON bench_time (person_id) WHERE minutes IS NULL;

CREATE TABLE outside_repair (
    id IDENTITY_KEY,
    item_id BIGINT NOT NULL REFERENCES bench_item (id),
    shop TEXT NOT NULL CHECK (shop <> ''),
    sent_on INTEGER NOT NULL,
    -- When it was promised; NULL: nothing was said.
    due_on INTEGER,
    -- NULL while it is there.
    back_on INTEGER,
    -- In the smallest unit of the currency; what was asked for, and what it came to when it is back.
    price BIGINT NOT NULL CHECK (price >= 0),
    note TEXT NOT NULL DEFAULT '',
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    CHECK (back_on IS NULL OR back_on >= sent_on)
);
CREATE INDEX outside_repair_item ON outside_repair (item_id, id);
CREATE INDEX outside_repair_made_by ON outside_repair (made_by);
CREATE UNIQUE INDEX outside_repair_open ON outside_repair (item_id) WHERE back_on IS NULL;
