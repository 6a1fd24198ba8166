-- Messages by electronic mail: the company's own server, and who wants to be told so.
INSERT INTO message_channel (code) VALUES ('email');
INSERT INTO sms_provider (code) VALUES ('smtp');
-- How a mail server is spoken to; its host and port stand in `address`, whose mail it is in `line`. Empty for text messages.
ALTER TABLE post_account ADD COLUMN security TEXT NOT NULL DEFAULT '' CHECK (security IN ('', 'starttls', 'tls'));
ALTER TABLE message_template ADD COLUMN subject_fa TEXT NOT NULL DEFAULT '';
ALTER TABLE message_template ADD COLUMN subject_en TEXT NOT NULL DEFAULT '';
-- What stands above a mail.
ALTER TABLE message ADD COLUMN title TEXT NOT NULL DEFAULT '';
CREATE INDEX message_channel_due ON message (channel, due_at, id) WHERE due_at IS NOT NULL;

-- How a person of the company or of a dealer is told beside the bell, as he says himself.
CREATE TABLE person_reach (
    person_id BIGINT PRIMARY KEY REFERENCES person (id),
    email TEXT NOT NULL DEFAULT '',
    -- He has typed a code that went there; nobody is written to before.
    proven_at BIGINT,
    by_sms INTEGER NOT NULL DEFAULT 1 CHECK (by_sms IN (0, 1)),
    by_email INTEGER NOT NULL DEFAULT 0 CHECK (by_email IN (0, 1)),
    -- Of the code that is out.
    code_hash TEXT NOT NULL DEFAULT '',
    code_ends_at BIGINT NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0
);
