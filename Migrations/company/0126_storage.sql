-- What it costs a customer to leave his machine once it can be fetched, when he is reminded of it, and from when it may be
-- disposed of. A machine is under the rule of the day on which it was received, as its slip says.
INSERT INTO proposal_kind (code) VALUES ('storage');

CREATE TABLE storage_rule (
    id IDENTITY_KEY,
    valid_from INTEGER NOT NULL,
    -- Days in which it costs nothing.
    free_days INTEGER NOT NULL CHECK (free_days BETWEEN 0 AND 365),
    -- Each day after them, in the smallest unit of the currency; `most` is NULL where it has no end.
    per_day BIGINT NOT NULL CHECK (per_day >= 0),
    most BIGINT CHECK (most >= 0),
    -- Days, rising, with spaces between them.
    reminders TEXT NOT NULL,
    -- NULL: nothing is ever disposed of.
    disposal_days INTEGER CHECK (disposal_days > 0),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX storage_rule_from ON storage_rule (valid_from, id);
CREATE INDEX storage_rule_made_by ON storage_rule (made_by);
APPEND_ONLY storage_rule;

CREATE TABLE storage_reminder (
    item_id BIGINT NOT NULL REFERENCES bench_item (id),
    -- Since when it could be fetched: what goes back to a bench begins anew.
    ready_on INTEGER NOT NULL,
    position INTEGER NOT NULL CHECK (position > 0),
    sent_on INTEGER NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (item_id, ready_on, position)
);
APPEND_ONLY storage_reminder;

INSERT INTO bench_state (code) VALUES ('disposed');
RULE bench_item (ended_at, state) IS (state IN ('handed_over', 'returned', 'disposed')) = (ended_at IS NOT NULL);

VOCABULARY disposal_way ('sold', 'recycled', 'donated');

CREATE TABLE bench_disposal (
    item_id BIGINT PRIMARY KEY REFERENCES bench_item (id),
    way TEXT NOT NULL REFERENCES disposal_way (code),
    -- What it brought, and what its storage had come to, in the smallest unit of the currency.
    amount BIGINT NOT NULL CHECK (amount >= 0),
    storage_fee BIGINT NOT NULL CHECK (storage_fee >= 0),
    reason TEXT NOT NULL CHECK (reason <> ''),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX bench_disposal_made_by ON bench_disposal (made_by);
APPEND_ONLY bench_disposal;

-- What a customer paid for having left his machine, beside what its repair cost.
ALTER TABLE hand_over ADD COLUMN storage_days INTEGER NOT NULL DEFAULT 0 CHECK (storage_days >= 0);
ALTER TABLE hand_over ADD COLUMN storage_fee BIGINT NOT NULL DEFAULT 0 CHECK (storage_fee >= 0);
RULE hand_over (amount, bill) IS (bill = 'free') = (amount = 0 AND storage_fee = 0);
