-- What a text message that comes in may do by itself, as the company says: have a serial checked, activate a warranty card.
ALTER TABLE post_account ADD COLUMN checks_serials INTEGER NOT NULL DEFAULT 0 CHECK (checks_serials IN (0, 1));
ALTER TABLE post_account ADD COLUMN activates_cards INTEGER NOT NULL DEFAULT 0 CHECK (activates_cards IN (0, 1));
-- How often the address that a provider calls was made anew; the old ones are nobody's.
ALTER TABLE post_account ADD COLUMN call_round INTEGER NOT NULL DEFAULT 0;
INSERT INTO received_meaning (code) VALUES ('check'), ('activation');
CREATE INDEX message_received_meaning ON message_received (meaning, came_at);
