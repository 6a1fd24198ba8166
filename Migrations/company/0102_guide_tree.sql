-- What may be answered to a question of the guide, and where each answer leads: to a next question, to a fault of the list, or to an
-- advice with which the call may end.
CREATE TABLE intake_answer (
    id IDENTITY_KEY,
    item_id BIGINT NOT NULL REFERENCES intake_item (id),
    name_fa TEXT NOT NULL CHECK (name_fa <> ''),
    name_en TEXT NOT NULL DEFAULT '',
    next_id BIGINT REFERENCES intake_item (id),
    fault_id BIGINT REFERENCES intake_item (id),
    advice_fa TEXT NOT NULL DEFAULT '',
    advice_en TEXT NOT NULL DEFAULT '',
    is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
    CHECK (CASE WHEN next_id IS NULL THEN 0 ELSE 1 END + CASE WHEN fault_id IS NULL THEN 0 ELSE 1 END
        + CASE WHEN advice_fa = '' THEN 0 ELSE 1 END = 1)
);
CREATE INDEX intake_answer_item ON intake_answer (item_id, id);
CREATE INDEX intake_answer_next ON intake_answer (next_id) WHERE next_id IS NOT NULL;
CREATE INDEX intake_answer_fault ON intake_answer (fault_id) WHERE fault_id IS NOT NULL;

-- With which answer a call ended without a job; NULL: with the question itself.
ALTER TABLE intake_end ADD COLUMN answer_id BIGINT REFERENCES intake_answer (id);
CREATE INDEX intake_end_answer ON intake_end (answer_id) WHERE answer_id IS NOT NULL;
