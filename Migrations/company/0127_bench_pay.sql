-- What the people of the workshop are paid by, from a month on, and what they earned in the months that were closed.
INSERT INTO proposal_kind (code) VALUES ('bench_pay');
VOCABULARY bench_pay_kind ('salary', 'labour', 'total', 'piece', 'ended');
VOCABULARY bench_earning_kind ('salary', 'labour', 'total', 'piece', 'floor', 'ceiling');

CREATE TABLE bench_terms (
    id IDENTITY_KEY,
    person_id BIGINT NOT NULL REFERENCES person (id),
    -- The first day of a month.
    valid_from INTEGER NOT NULL,
    kind TEXT NOT NULL REFERENCES bench_pay_kind (code),
    -- Of a month or of a machine, in the smallest unit of the currency; the share in hundredths of one percent.
    amount BIGINT NOT NULL CHECK (amount >= 0),
    share INTEGER NOT NULL CHECK (share BETWEEN 0 AND 10000),
    floor BIGINT CHECK (floor >= 0),
    ceiling BIGINT CHECK (ceiling >= 0),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX bench_terms_person ON bench_terms (person_id, valid_from, id);
CREATE INDEX bench_terms_made_by ON bench_terms (made_by);
APPEND_ONLY bench_terms;

CREATE TABLE bench_month (
    id IDENTITY_KEY,
    person_id BIGINT NOT NULL REFERENCES person (id),
    -- Its first day.
    month_on INTEGER NOT NULL,
    terms_id BIGINT NOT NULL REFERENCES bench_terms (id),
    amount BIGINT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    UNIQUE (person_id, month_on)
);
CREATE INDEX bench_month_terms ON bench_month (terms_id);
CREATE INDEX bench_month_made_by ON bench_month (made_by);
APPEND_ONLY bench_month;

CREATE TABLE bench_earning (
    month_id BIGINT NOT NULL REFERENCES bench_month (id),
    position INTEGER NOT NULL CHECK (position > 0),
    kind TEXT NOT NULL REFERENCES bench_earning_kind (code),
    -- NULL for what is of the whole month.
    job_id BIGINT REFERENCES job (id),
    -- Of what it was computed, in the smallest unit of the currency.
    base BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (month_id, position)
);
CREATE INDEX bench_earning_job ON bench_earning (job_id);
APPEND_ONLY bench_earning;
