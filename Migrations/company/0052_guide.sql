-- What guides a person who is no technician while he takes a job down: rules that he reads, and questions that may show that no
-- job is needed.
INSERT INTO intake_kind (code) VALUES ('rule'), ('question');
-- Of a rule what it says, of a question what the caller is told to try.
ALTER TABLE intake_item ADD COLUMN text_fa TEXT NOT NULL DEFAULT '';
ALTER TABLE intake_item ADD COLUMN text_en TEXT NOT NULL DEFAULT '';
-- The one service that it is shown for; NULL: each.
ALTER TABLE intake_item ADD COLUMN service_type TEXT REFERENCES service_type (code);
-- The one fault that a question is asked about; NULL: each.
ALTER TABLE intake_item ADD COLUMN fault_id BIGINT REFERENCES intake_item (id);
CREATE INDEX intake_item_service ON intake_item (service_type) WHERE service_type IS NOT NULL;
CREATE INDEX intake_item_fault ON intake_item (fault_id) WHERE fault_id IS NOT NULL;

-- Calls that ended with a question, without a job.
CREATE TABLE intake_end (
    id IDENTITY_KEY,
    item_id BIGINT NOT NULL REFERENCES intake_item (id),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX intake_end_item ON intake_end (item_id, made_at);
CREATE INDEX intake_end_made_by ON intake_end (made_by);
APPEND_ONLY intake_end;
