-- What the customer paid for the way, beside labour and parts: a tariff may let him pay it.
ALTER TABLE visit ADD COLUMN customer_travel BIGINT NOT NULL DEFAULT 0 CHECK (customer_travel >= 0);
