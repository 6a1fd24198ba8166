-- A code is of use for two minutes: it goes before all others, at any hour.
ALTER TABLE message ADD COLUMN is_urgent INTEGER NOT NULL DEFAULT 0 CHECK (is_urgent IN (0, 1));
CREATE INDEX message_urgent ON message (due_at, id) WHERE due_at IS NOT NULL AND is_urgent = 1;
