-- What the people of dealers are taught, which work asks for a certificate of it, and who has one.
VOCABULARY course_kind ('on_site', 'film', 'reading');

CREATE TABLE course (
    id IDENTITY_KEY,
    code TEXT NOT NULL,
    title_fa TEXT NOT NULL,
    title_en TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL REFERENCES course_kind (code),
    -- Where its film or its text lies.
    link TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    -- For how long a certificate counts.
    months INTEGER NOT NULL CHECK (months BETWEEN 1 AND 120),
    pass_percent INTEGER NOT NULL CHECK (pass_percent BETWEEN 1 AND 100),
    -- Questions of an exam; 0: it has none.
    asked INTEGER NOT NULL CHECK (asked BETWEEN 0 AND 50),
    -- Days until an exam that was not passed is tried again.
    wait_days INTEGER NOT NULL CHECK (wait_days BETWEEN 0 AND 90),
    is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
    version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX course_code ON course (code);

-- From a day on a group of products, for one service or for all, is given only to dealers who have somebody with a certificate.
CREATE TABLE course_need (
    id IDENTITY_KEY,
    course_id BIGINT NOT NULL REFERENCES course (id),
    group_id BIGINT NOT NULL REFERENCES product_group (id),
    -- NULL: every service.
    service TEXT REFERENCES service_type (code),
    from_on INTEGER NOT NULL,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    ended_by BIGINT REFERENCES person (id),
    ended_at BIGINT,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX course_need_all ON course_need (course_id, group_id) WHERE service IS NULL AND ended_at IS NULL;
CREATE UNIQUE INDEX course_need_one ON course_need (course_id, group_id, service) WHERE service IS NOT NULL AND ended_at IS NULL;
CREATE INDEX course_need_course ON course_need (course_id, id);
CREATE INDEX course_need_group ON course_need (group_id);
CREATE INDEX course_need_service ON course_need (service);
CREATE INDEX course_need_made_by ON course_need (made_by);
CREATE INDEX course_need_ended_by ON course_need (ended_by) WHERE ended_by IS NOT NULL;

CREATE TABLE certificate (
    id IDENTITY_KEY,
    number TEXT NOT NULL,
    course_id BIGINT NOT NULL REFERENCES course (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    -- For whom he worked then: it counts as long as he does.
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    from_on INTEGER NOT NULL,
    until_on INTEGER NOT NULL,
    -- Why it was written by hand; empty where an exam was passed.
    note TEXT NOT NULL DEFAULT '',
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    withdrawn_by BIGINT REFERENCES person (id),
    withdrawn_at BIGINT,
    reason TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (until_on >= from_on),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
);
CREATE UNIQUE INDEX certificate_number ON certificate (number);
CREATE INDEX certificate_counts ON certificate (course_id, dealer_id, until_on);
CREATE INDEX certificate_dealer ON certificate (dealer_id, id);
CREATE INDEX certificate_person ON certificate (person_id, id);
CREATE INDEX certificate_until ON certificate (until_on, id) WHERE withdrawn_at IS NULL;
CREATE INDEX certificate_made_by ON certificate (made_by);
CREATE INDEX certificate_withdrawn_by ON certificate (withdrawn_by) WHERE withdrawn_by IS NOT NULL;

CREATE TABLE exam_question (
    id IDENTITY_KEY,
    course_id BIGINT NOT NULL REFERENCES course (id),
    body TEXT NOT NULL,
    -- One on each line; which of them is right, from 0.
    choices TEXT NOT NULL,
    answer INTEGER NOT NULL CHECK (answer >= 0),
    -- A question is never changed, since exams stand on it: it is set aside.
    is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX exam_question_course ON exam_question (course_id, is_retired, id);
CREATE INDEX exam_question_made_by ON exam_question (made_by);

CREATE TABLE exam (
    id IDENTITY_KEY,
    course_id BIGINT NOT NULL REFERENCES course (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    begun_at BIGINT NOT NULL,
    -- How many percent must be right, as it was asked when it began.
    pass_percent INTEGER NOT NULL,
    asked INTEGER NOT NULL CHECK (asked > 0),
    ended_at BIGINT,
    ended_on INTEGER,
    answered_right INTEGER,
    certificate_id BIGINT REFERENCES certificate (id),
    CHECK ((ended_at IS NULL) = (answered_right IS NULL)),
    CHECK ((ended_at IS NULL) = (ended_on IS NULL))
);
-- One at a time.
CREATE UNIQUE INDEX exam_open ON exam (course_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX exam_person ON exam (person_id, course_id, id);
CREATE INDEX exam_course ON exam (course_id, id);
CREATE INDEX exam_dealer ON exam (dealer_id, id);
CREATE INDEX exam_certificate ON exam (certificate_id) WHERE certificate_id IS NOT NULL;

CREATE TABLE exam_item (
    exam_id BIGINT NOT NULL REFERENCES exam (id),
    position INTEGER NOT NULL,
    question_id BIGINT NOT NULL REFERENCES exam_question (id),
    -- The place of what was chosen, from 0; NULL until it is answered.
    chosen INTEGER,
    PRIMARY KEY (exam_id, position)
);
CREATE INDEX exam_item_question ON exam_item (question_id);
INSERT INTO reminder_kind (code) VALUES ('certificate');
