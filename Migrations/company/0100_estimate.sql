-- What a job will cost its customer, said to him before it is done: revision by revision, of which one at most waits for his answer.
VOCABULARY estimate_state ('open', 'approved', 'refused', 'replaced', 'withdrawn');
VOCABULARY estimate_kind ('labour', 'part', 'travel');
VOCABULARY estimate_voice ('link', 'phone', 'in_person');
INSERT INTO link_purpose (code) VALUES ('approve');

CREATE TABLE estimate (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL REFERENCES job (id),
    revision INTEGER NOT NULL CHECK (revision > 0),
    -- Who was asked: a job that is corrected becomes another's, what he said of it does not.
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    -- NULL: by the office.
    dealer_id BIGINT REFERENCES dealer (id),
    -- The last day on which it may be approved.
    valid_on INTEGER NOT NULL,
    -- In the smallest unit of the currency.
    total BIGINT NOT NULL CHECK (total >= 0),
    note TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'open' REFERENCES estimate_state (code),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    -- By which way the customer said it, and who wrote it down where he did not do it himself.
    voice TEXT REFERENCES estimate_voice (code),
    link_id BIGINT REFERENCES job_link (id),
    answered_by BIGINT REFERENCES person (id),
    answered_at BIGINT,
    -- His words.
    answer TEXT NOT NULL DEFAULT '',
    UNIQUE (job_id, revision),
    CHECK ((state IN ('approved', 'refused')) = (voice IS NOT NULL)),
    CHECK ((voice IS NULL) = (answered_at IS NULL)),
    CHECK (CASE WHEN voice = 'link' THEN link_id IS NOT NULL AND answered_by IS NULL
                WHEN voice IS NULL THEN link_id IS NULL AND answered_by IS NULL
                ELSE link_id IS NULL AND answered_by IS NOT NULL END)
);
CREATE UNIQUE INDEX estimate_open ON estimate (job_id) WHERE state = 'open';
CREATE INDEX estimate_customer ON estimate (customer_id, id);
CREATE INDEX estimate_dealer ON estimate (dealer_id);
CREATE INDEX estimate_made_by ON estimate (made_by);
CREATE INDEX estimate_link ON estimate (link_id);
CREATE INDEX estimate_answered_by ON estimate (answered_by);

CREATE TABLE estimate_line (
    estimate_id BIGINT NOT NULL REFERENCES estimate (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL REFERENCES estimate_kind (code),
    text TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    -- Of one, in the smallest unit of the currency.
    price BIGINT NOT NULL CHECK (price >= 0),
    PRIMARY KEY (estimate_id, position)
);
APPEND_ONLY estimate_line;
