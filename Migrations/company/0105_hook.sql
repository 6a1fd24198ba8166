-- Where the company's own systems are told what happens: each event signed, and tried again until somebody has it.
CREATE TABLE hook (
    id IDENTITY_KEY,
    url TEXT NOT NULL,
    -- By which its receiver knows our hand, sealed with a key that is not here.
    secret TEXT NOT NULL,
    is_on INTEGER NOT NULL DEFAULT 1 CHECK (is_on IN (0, 1)),
    -- It was said that nobody takes anything there, and nobody has since.
    is_failing INTEGER NOT NULL DEFAULT 0 CHECK (is_failing IN (0, 1)),
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE hook_topic (
    hook_id BIGINT NOT NULL REFERENCES hook (id),
    event TEXT NOT NULL,
    PRIMARY KEY (hook_id, event)
);

-- What goes to a system or to a browser, written with the deed; whoever gets it knows it by `id` if it comes twice.
VOCABULARY delivery_way ('hook', 'push');
VOCABULARY delivery_state ('waiting', 'sending', 'done', 'failed');
CREATE TABLE delivery (
    id IDENTITY_KEY,
    way TEXT NOT NULL REFERENCES delivery_way (code),
    -- Which hook or which browser.
    target_id BIGINT NOT NULL,
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    occasion TEXT NOT NULL,
    -- JSON.
    body TEXT NOT NULL,
    state TEXT NOT NULL REFERENCES delivery_state (code),
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    -- When somebody has something to do about it; NULL where nobody has.
    due_at BIGINT,
    attempts INTEGER NOT NULL DEFAULT 0,
    lease_token TEXT,
    tried_at BIGINT,
    -- What was answered last; NULL where nobody answered.
    answer INTEGER,
    fault TEXT NOT NULL DEFAULT '',
    settled_at BIGINT
);
CREATE UNIQUE INDEX delivery_once ON delivery (way, target_id, subject, subject_id, event, occasion);
CREATE INDEX delivery_target ON delivery (way, target_id, id);
CREATE INDEX delivery_due ON delivery (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX delivery_lease ON delivery (lease_token) WHERE lease_token IS NOT NULL;
CREATE INDEX delivery_settled ON delivery (settled_at) WHERE settled_at IS NOT NULL;
