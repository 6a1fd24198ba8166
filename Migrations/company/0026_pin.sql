-- Where a customer's house stands, as somebody has marked it there: the way for whoever comes after him. Of the pins of one
-- address the newest counts. The key is the address as it is compared: without spaces and spellings.
CREATE TABLE pin (
    id IDENTITY_KEY,
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    address_key TEXT NOT NULL,
    latitude_e5 INTEGER NOT NULL CHECK (latitude_e5 BETWEEN -9000000 AND 9000000),
    longitude_e5 INTEGER NOT NULL CHECK (longitude_e5 BETWEEN -18000000 AND 18000000),
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX pin_place ON pin (customer_id, address_key, id);
