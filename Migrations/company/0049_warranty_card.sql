-- Warranty cards as head office registers them, from the factory's file or by hand, before anybody knows who will have the
-- machine: with its first customer the card's machine becomes a row of `unit`.
INSERT INTO import_kind (code) VALUES ('cards');
CREATE TABLE warranty_card (
    id IDENTITY_KEY,
    serial TEXT NOT NULL UNIQUE,
    -- Empty where the company prints none.
    number TEXT NOT NULL DEFAULT '',
    model_id BIGINT NOT NULL REFERENCES product_model (id),
    -- As they were registered; those of the machine itself may have been put right since.
    purchased_on INTEGER,
    installed_on INTEGER,
    activated_on INTEGER,
    produced_on INTEGER,
    city_id BIGINT REFERENCES city (id),
    -- Whoever it was registered for first.
    customer_id BIGINT REFERENCES customer (id),
    -- NULL: it waits for its customer.
    unit_id BIGINT REFERENCES unit (id),
    -- The file that brought it, and which of its records; empty and 0: by hand.
    file TEXT NOT NULL DEFAULT '',
    record INTEGER NOT NULL DEFAULT 0,
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX warranty_card_number ON warranty_card (number) WHERE number <> '';
CREATE INDEX warranty_card_model ON warranty_card (model_id);
CREATE INDEX warranty_card_unit ON warranty_card (unit_id);
CREATE INDEX warranty_card_customer ON warranty_card (customer_id);
CREATE INDEX warranty_card_city ON warranty_card (city_id);
CREATE INDEX warranty_card_made_by ON warranty_card (made_by);
CREATE INDEX warranty_card_waiting ON warranty_card (id) WHERE unit_id IS NULL;

-- Where the machine stands: the city of its card or of its newest job.
ALTER TABLE unit ADD COLUMN city_id BIGINT REFERENCES city (id);
UPDATE unit SET city_id = (SELECT j.city_id FROM job j WHERE j.unit_id = unit.id ORDER BY j.received_on DESC, j.id DESC LIMIT 1);
CREATE INDEX unit_city ON unit (city_id, id);
