-- A customer's address of electronic mail, small, where he has told it.
ALTER TABLE customer ADD COLUMN email TEXT NOT NULL DEFAULT '';
CREATE INDEX customer_email ON customer (email) WHERE email <> '';
-- Which customers are told by mail: nobody, who has no mobile number, or everybody who has an address.
ALTER TABLE post_account ADD COLUMN customers TEXT NOT NULL DEFAULT 'none' CHECK (customers IN ('none', 'lacking', 'also'));
-- The mailbox that is fetched from; empty where none is. Its user and password are those that mail is sent with.
ALTER TABLE post_account ADD COLUMN inbox TEXT NOT NULL DEFAULT '';
-- Why the last look into it came to nothing; empty where it did.
ALTER TABLE post_account ADD COLUMN inbox_fault TEXT NOT NULL DEFAULT '';

-- What comes in by mail is listed with what comes in by text message.
INSERT INTO sms_provider (code) VALUES ('pop3');
ALTER TABLE message_received ADD COLUMN title TEXT NOT NULL DEFAULT '';
