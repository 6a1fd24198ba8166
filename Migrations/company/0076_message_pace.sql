-- How many messages a minute the provider takes of this line, 0: as many as there are; below which credit somebody is told.
ALTER TABLE post_account ADD COLUMN per_minute INTEGER NOT NULL DEFAULT 0 CHECK (per_minute >= 0);
ALTER TABLE post_account ADD COLUMN credit_low BIGINT NOT NULL DEFAULT 0 CHECK (credit_low >= 0);
-- When the run that sends asked for it last, whatever it was told.
ALTER TABLE post_account ADD COLUMN credit_asked_at BIGINT;
-- It was said that it is low, and it has not been enough since.
ALTER TABLE post_account ADD COLUMN low_told INTEGER NOT NULL DEFAULT 0 CHECK (low_told IN (0, 1));
-- What was left each time that the provider was asked.
CREATE TABLE post_credit (
    id IDENTITY_KEY,
    at BIGINT NOT NULL,
    credit BIGINT NOT NULL
);
CREATE INDEX post_credit_at ON post_credit (at);
CREATE INDEX message_tried ON message (tried_at) WHERE tried_at IS NOT NULL;
CREATE INDEX message_sent ON message (sent_at, parts, cost) WHERE sent_at IS NOT NULL;
