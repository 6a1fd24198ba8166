-- Removed parts that are owed to the company (داغی), from the visit to what becomes of them.
VOCABULARY part_debt_state ('owed', 'sent', 'received', 'inspected', 'settled', 'waived');
VOCABULARY part_finding ('failed', 'no_fault', 'misuse', 'not_ours');
VOCABULARY part_disposition ('scrap', 'supplier', 'refurbish', 'customer');

CREATE TABLE part_box (
    id IDENTITY_KEY,
    number TEXT NOT NULL UNIQUE,
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    way_bill TEXT NOT NULL DEFAULT '',
    sent_on INTEGER NOT NULL,
    sent_by BIGINT NOT NULL REFERENCES person (id),
    sent_at BIGINT NOT NULL,
    received_on INTEGER,
    received_by BIGINT REFERENCES person (id),
    received_at BIGINT,
    note TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((received_by IS NULL) = (received_at IS NULL))
);
CREATE INDEX part_box_dealer ON part_box (dealer_id, id);
CREATE INDEX part_box_sent_by ON part_box (sent_by);
CREATE INDEX part_box_received_by ON part_box (received_by);
CREATE INDEX part_box_open ON part_box (id) WHERE received_at IS NULL;

-- One removed piece each.
CREATE TABLE part_debt (
    id IDENTITY_KEY,
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    person_id BIGINT REFERENCES person (id),
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    job_id BIGINT NOT NULL REFERENCES job (id),
    visit_id BIGINT NOT NULL REFERENCES visit (id),
    -- Of the piece that was removed.
    serial TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL REFERENCES part_debt_state (code),
    born_on INTEGER NOT NULL,
    due_on INTEGER NOT NULL,
    box_id BIGINT REFERENCES part_box (id),
    -- It was in no box that said so.
    missed INTEGER NOT NULL DEFAULT 0,
    finding TEXT REFERENCES part_finding (code),
    disposition TEXT REFERENCES part_disposition (code),
    note TEXT NOT NULL DEFAULT '',
    changed_by BIGINT REFERENCES person (id),
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (state NOT IN ('inspected', 'settled') OR finding IS NOT NULL),
    CHECK (state <> 'settled' OR disposition IS NOT NULL)
);
CREATE INDEX part_debt_dealer ON part_debt (dealer_id, state, due_on, id);
CREATE INDEX part_debt_state_due ON part_debt (state, due_on, id);
CREATE INDEX part_debt_person ON part_debt (person_id);
CREATE INDEX part_debt_part ON part_debt (part_id);
CREATE INDEX part_debt_job ON part_debt (job_id);
CREATE INDEX part_debt_visit ON part_debt (visit_id);
CREATE INDEX part_debt_box ON part_debt (box_id);
CREATE INDEX part_debt_changed_by ON part_debt (changed_by);
