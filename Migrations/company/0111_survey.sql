-- The call that asks a customer how the work was. One row for each job of whom somebody calls or, with the reason, nobody does.
VOCABULARY survey_state ('waiting', 'done', 'not_reached', 'refused', 'expired', 'out');
VOCABULARY survey_omission ('sampled', 'rested', 'complaint', 'refused', 'corrected', 'erased');
VOCABULARY survey_question_kind ('stars', 'recommend', 'yes_no', 'choice', 'text');
VOCABULARY survey_result ('complete', 'partial', 'refusal', 'break_off', 'call_back', 'no_answer', 'busy', 'machine', 'other',
    'wrong_number', 'not_working');

-- The newest one is asked; what was answered keeps the one that it was asked by.
CREATE TABLE survey_version (
    id IDENTITY_KEY,
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX survey_version_made_by ON survey_version (made_by);
APPEND_ONLY survey_version;

CREATE TABLE survey_question (
    version_id BIGINT NOT NULL REFERENCES survey_version (id),
    position INTEGER NOT NULL CHECK (position > 0),
    kind TEXT NOT NULL REFERENCES survey_question_kind (code),
    text_fa TEXT NOT NULL CHECK (text_fa <> ''),
    text_en TEXT NOT NULL DEFAULT '',
    weight INTEGER NOT NULL CHECK (weight BETWEEN 0 AND 100),
    is_required INTEGER NOT NULL CHECK (is_required IN (0, 1)),
    -- Asked where an earlier one was answered so, with commas.
    asked_after INTEGER,
    asked_if TEXT,
    -- Line by line.
    choices TEXT NOT NULL DEFAULT '',
    -- The answer that contradicts the dealer.
    doubt TEXT CHECK (doubt IN ('yes', 'no')),
    PRIMARY KEY (version_id, position),
    CHECK ((asked_after IS NULL) = (asked_if IS NULL)),
    CHECK (asked_after IS NULL OR (asked_after > 0 AND asked_after < position))
);
APPEND_ONLY survey_question;

-- Which jobs are called about. The first one that fits a job, by its number, decides.
CREATE TABLE survey_rule (
    id IDENTITY_KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    service_type TEXT REFERENCES service_type (code),
    group_id BIGINT REFERENCES product_group (id),
    city_id BIGINT REFERENCES city (id),
    dealer_id BIGINT REFERENCES dealer (id),
    -- Of a hundred jobs of a dealer and a month, and so many at least.
    share INTEGER NOT NULL CHECK (share BETWEEN 0 AND 100),
    least INTEGER NOT NULL CHECK (least BETWEEN 0 AND 1000),
    is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX survey_rule_service ON survey_rule (service_type);
CREATE INDEX survey_rule_group ON survey_rule (group_id);
CREATE INDEX survey_rule_city ON survey_rule (city_id);
CREATE INDEX survey_rule_dealer ON survey_rule (dealer_id);

CREATE TABLE survey (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL UNIQUE REFERENCES job (id),
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    rule_id BIGINT NOT NULL REFERENCES survey_rule (id),
    completed_on INTEGER NOT NULL,
    -- Of that day, in the calendar of the books: 1405-9.
    month TEXT NOT NULL,
    state TEXT NOT NULL REFERENCES survey_state (code),
    omission TEXT REFERENCES survey_omission (code),
    made_at BIGINT NOT NULL,
    -- When it is next called about; whoever has it before him has moved it on by his lease.
    call_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    holder_id BIGINT REFERENCES person (id),
    failures INTEGER NOT NULL DEFAULT 0,
    version_id BIGINT REFERENCES survey_version (id),
    -- In tenths, as the tariff counts it.
    score INTEGER CHECK (score BETWEEN 10 AND 50),
    recommendation INTEGER CHECK (recommendation BETWEEN 0 AND 10),
    -- What the customer said for the dealer to read, and what the agent notes for the company.
    words TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    -- The number of the complaint that was made of it.
    complaint TEXT,
    ended_by BIGINT REFERENCES person (id),
    ended_at BIGINT,
    -- What the dealer answers, once.
    reply TEXT,
    replied_by BIGINT REFERENCES person (id),
    replied_at BIGINT,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((state = 'out') = (omission IS NOT NULL)),
    CHECK (score IS NULL OR state = 'done'),
    CHECK (state IN ('waiting') OR holder_id IS NULL),
    CHECK ((reply IS NULL) = (replied_at IS NULL))
);
CREATE INDEX survey_next ON survey (state, call_at, id);
CREATE INDEX survey_until ON survey (until_at, id) WHERE state = 'waiting';
CREATE INDEX survey_holder ON survey (holder_id) WHERE holder_id IS NOT NULL;
CREATE INDEX survey_newest ON survey (completed_on, id);
CREATE INDEX survey_state_of ON survey (state, completed_on, id);
CREATE INDEX survey_bad ON survey (completed_on, id) WHERE complaint IS NOT NULL;
CREATE INDEX survey_dealer ON survey (dealer_id, completed_on, id);
CREATE INDEX survey_dealer_month ON survey (dealer_id, month, state);
CREATE INDEX survey_customer ON survey (customer_id, id);
CREATE INDEX survey_rule_of ON survey (rule_id);
CREATE INDEX survey_version_of ON survey (version_id);
CREATE INDEX survey_ended_by ON survey (ended_by, ended_at);
CREATE INDEX survey_replied_by ON survey (replied_by);

CREATE TABLE survey_answer (
    survey_id BIGINT NOT NULL REFERENCES survey (id),
    -- By which questions, and which of them.
    version_id BIGINT NOT NULL REFERENCES survey_version (id),
    position INTEGER NOT NULL CHECK (position > 0),
    value TEXT NOT NULL,
    PRIMARY KEY (survey_id, position)
);
CREATE INDEX survey_answer_question ON survey_answer (version_id, position);
APPEND_ONLY survey_answer;

CREATE TABLE survey_call (
    id IDENTITY_KEY,
    survey_id BIGINT NOT NULL REFERENCES survey (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    result TEXT NOT NULL REFERENCES survey_result (code),
    made_at BIGINT NOT NULL
);
CREATE INDEX survey_call_survey ON survey_call (survey_id, id);
CREATE INDEX survey_call_person ON survey_call (person_id, made_at);
APPEND_ONLY survey_call;

-- Numbers that are not called again, whatever they were called about.
CREATE TABLE survey_refusal (
    number TEXT PRIMARY KEY,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX survey_refusal_made_by ON survey_refusal (made_by);
