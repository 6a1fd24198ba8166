-- Text messages that came in, each once by its provider's own number of it, and what became of it.
ALTER TABLE post_account ADD COLUMN receives INTEGER NOT NULL DEFAULT 0 CHECK (receives IN (0, 1));
VOCABULARY received_meaning ('rating', 'opt_out', 'contact', 'left');
CREATE TABLE message_received (
    id IDENTITY_KEY,
    provider TEXT NOT NULL REFERENCES sms_provider (code),
    provider_id TEXT NOT NULL,
    -- As it is stored elsewhere; as the provider writes it where it is no number of ours.
    number TEXT NOT NULL,
    line TEXT NOT NULL,
    body TEXT NOT NULL,
    came_at BIGINT NOT NULL,
    customer_id BIGINT REFERENCES customer (id),
    -- The job that it was about, where one was found.
    job_id BIGINT REFERENCES job (id),
    meaning TEXT NOT NULL REFERENCES received_meaning (code),
    -- The number of the contact that it became.
    contact TEXT NOT NULL DEFAULT '',
    UNIQUE (provider, provider_id)
);
CREATE INDEX message_received_customer ON message_received (customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX message_received_job ON message_received (job_id) WHERE job_id IS NOT NULL;
CREATE INDEX message_received_number ON message_received (number, came_at);
CREATE INDEX message_event_customer ON message (customer_id, event, id) WHERE customer_id IS NOT NULL;
