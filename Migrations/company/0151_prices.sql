-- What customers pay for work: lists from a day on, each written by one person and confirmed by another, and the rates of value
-- added tax. The newest list of the latest day that is not over holds.
INSERT INTO proposal_kind (code) VALUES ('prices'), ('vat'), ('books'), ('credit_note');
VOCABULARY price_kind ('labour', 'call', 'travel', 'road', 'package');

CREATE TABLE price_list (
    id IDENTITY_KEY,
    valid_from INTEGER NOT NULL,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX price_list_from ON price_list (valid_from, id);
CREATE INDEX price_list_made_by ON price_list (made_by);
APPEND_ONLY price_list;

CREATE TABLE price_row (
    list_id BIGINT NOT NULL REFERENCES price_list (id),
    position INTEGER NOT NULL CHECK (position > 0),
    kind TEXT NOT NULL REFERENCES price_kind (code),
    -- NULL: for all of them.
    service_type TEXT REFERENCES service_type (code),
    group_id BIGINT REFERENCES product_group (id),
    model_id BIGINT REFERENCES product_model (id),
    -- Of a package.
    name TEXT NOT NULL,
    -- One way: up to so many kilometres, or so many free.
    km INTEGER NOT NULL CHECK (km >= 0),
    -- Before tax, in the smallest unit of the currency.
    amount BIGINT NOT NULL CHECK (amount >= 0),
    is_exempt INTEGER NOT NULL CHECK (is_exempt IN (0, 1)),
    PRIMARY KEY (list_id, position),
    CHECK (kind <> 'package' OR name <> '')
);
CREATE INDEX price_row_service ON price_row (service_type) WHERE service_type IS NOT NULL;
CREATE INDEX price_row_group ON price_row (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX price_row_model ON price_row (model_id) WHERE model_id IS NOT NULL;
APPEND_ONLY price_row;

-- How much of a bill whoever has a role may let off.
CREATE TABLE price_discount (
    list_id BIGINT NOT NULL REFERENCES price_list (id),
    role TEXT NOT NULL,
    -- Of a percent.
    hundredths INTEGER NOT NULL CHECK (hundredths BETWEEN 1 AND 10000),
    PRIMARY KEY (list_id, role)
);
APPEND_ONLY price_discount;

CREATE TABLE vat_rate (
    id IDENTITY_KEY,
    valid_from INTEGER NOT NULL,
    -- Of a percent.
    hundredths INTEGER NOT NULL CHECK (hundredths BETWEEN 0 AND 10000),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX vat_rate_from ON vat_rate (valid_from, id);
CREATE INDEX vat_rate_made_by ON vat_rate (made_by);
APPEND_ONLY vat_rate;

-- What those are told who show what a tariff says a customer pays: from this day on the company's own prices say it.
CREATE VIEW price_start AS SELECT min(valid_from) AS valid_from FROM price_list;
