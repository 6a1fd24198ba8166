-- Which account a message was given to: another user or key at the same provider is another account, which knows nothing of it.
ALTER TABLE post_account ADD COLUMN holder BIGINT NOT NULL DEFAULT 1;
ALTER TABLE message ADD COLUMN holder BIGINT;
UPDATE message SET holder = 1 WHERE provider IS NOT NULL;
-- What a link or a code makes secret of its text, sealed with a key that is not here until nobody sends it any more; empty
-- where nothing is, `-` once it is gone, NULL in a row of before, which the next start sees to.
ALTER TABLE message ADD COLUMN sealed TEXT;
CREATE INDEX message_unsealed ON message (id) WHERE sealed IS NULL;
-- Nobody but the form's key tells one trial from another.
UPDATE message SET recipient = 'number ' || id WHERE person_id IS NULL AND customer_id IS NULL;
CREATE INDEX message_number ON message (number, id);
