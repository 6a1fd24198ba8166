-- What a form held when it was sent: the same key with another content is another deed, which was not done.
ALTER TABLE idempotency_key ADD COLUMN body TEXT NOT NULL DEFAULT '';
