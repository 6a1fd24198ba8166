-- What is sent to people outside of the portal: by whom, in which words, and what became of it.
VOCABULARY message_channel ('sms');
VOCABULARY message_state ('waiting', 'sending', 'sent', 'delivered', 'failed', 'expired', 'unknown', 'held');
VOCABULARY sms_provider ('kavenegar', 'smsir', 'melipayamak', 'ghasedak');

-- The company's own account with a provider.
CREATE TABLE post_account (
    channel TEXT PRIMARY KEY REFERENCES message_channel (code),
    provider TEXT NOT NULL REFERENCES sms_provider (code),
    -- The number that messages come from; empty: the provider's own choice.
    line TEXT NOT NULL DEFAULT '',
    username TEXT NOT NULL DEFAULT '',
    -- Its key, sealed with a key that is not here.
    secret TEXT NOT NULL,
    -- Another address than the provider's own, as of one that only plays him; empty else.
    address TEXT NOT NULL DEFAULT '',
    -- How the portal is called from outside, for links.
    origin TEXT NOT NULL DEFAULT '',
    -- In which of its two texts each event is written about.
    language TEXT NOT NULL DEFAULT 'fa' CHECK (language IN ('fa', 'en')),
    is_on INTEGER NOT NULL DEFAULT 0 CHECK (is_on IN (0, 1)),
    -- Minutes from midnight; both or none.
    quiet_from INTEGER,
    quiet_to INTEGER,
    -- What one part costs, in Rials, where the provider does not say it.
    part_price BIGINT NOT NULL DEFAULT 0,
    -- It was given up until a person has put it right.
    stopped_at BIGINT,
    stopped_why TEXT NOT NULL DEFAULT '',
    stopped_code TEXT NOT NULL DEFAULT '',
    credit BIGINT,
    credit_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);

-- The company's words for each event, and whether it is written about at all.
CREATE TABLE message_template (
    event TEXT NOT NULL,
    channel TEXT NOT NULL REFERENCES message_channel (code),
    body_fa TEXT NOT NULL CHECK (body_fa <> ''),
    body_en TEXT NOT NULL CHECK (body_en <> ''),
    -- The provider's name or number of a text that he has approved; empty: the body is sent as it is.
    pattern TEXT NOT NULL DEFAULT '',
    is_on INTEGER NOT NULL DEFAULT 1 CHECK (is_on IN (0, 1)),
    version BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (event, channel)
);

CREATE TABLE message (
    id IDENTITY_KEY,
    channel TEXT NOT NULL REFERENCES message_channel (code),
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    -- Tells it from another message about the same event of the same thing.
    occasion TEXT NOT NULL,
    person_id BIGINT REFERENCES person (id),
    customer_id BIGINT REFERENCES customer (id),
    -- Who gets it, whatever he is: for the index below.
    recipient TEXT NOT NULL,
    -- As it is stored elsewhere: +989123456789; empty where he has no mobile number.
    number TEXT NOT NULL,
    body TEXT NOT NULL,
    pattern TEXT NOT NULL DEFAULT '',
    -- JSON: the names and values of its fields, in their order.
    fields TEXT NOT NULL DEFAULT '[]',
    parts INTEGER NOT NULL,
    state TEXT NOT NULL REFERENCES message_state (code),
    made_at BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    -- When somebody has something to do about it; NULL where nobody has.
    due_at BIGINT,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- How often a person has had it sent again.
    round INTEGER NOT NULL DEFAULT 0,
    -- How often its provider was asked what became of it.
    asked INTEGER NOT NULL DEFAULT 0,
    lease_token TEXT,
    lease_until BIGINT,
    -- When it was last taken on to be sent.
    tried_at BIGINT,
    provider TEXT REFERENCES sms_provider (code),
    provider_id TEXT NOT NULL DEFAULT '',
    -- Why the last try came to nothing: a word of ours, and the provider's own number.
    fault TEXT NOT NULL DEFAULT '',
    fault_code TEXT NOT NULL DEFAULT '',
    -- Rials.
    cost BIGINT,
    sent_at BIGINT,
    settled_at BIGINT,
    CHECK ((lease_token IS NULL) = (lease_until IS NULL))
);
CREATE UNIQUE INDEX message_once ON message (subject, subject_id, event, occasion, recipient, channel);
CREATE INDEX message_due ON message (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX message_lease ON message (lease_token) WHERE lease_token IS NOT NULL;
CREATE INDEX message_state_id ON message (state, id);
CREATE INDEX message_customer ON message (customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX message_person ON message (person_id, id) WHERE person_id IS NOT NULL;
