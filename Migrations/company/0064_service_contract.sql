-- What a customer pays for: so many visits a year at his machines, from a day to a day. Its visits are planned services of a plan
-- of its own, which is for no model and no group.
CREATE TABLE service_contract (
    id IDENTITY_KEY,
    number TEXT NOT NULL UNIQUE,
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    template_id BIGINT NOT NULL UNIQUE REFERENCES plan_template (id),
    first_on INTEGER NOT NULL,
    last_on INTEGER NOT NULL,
    -- The last day on which it holds: earlier than agreed where it was cancelled.
    until_on INTEGER NOT NULL,
    visits INTEGER NOT NULL CHECK (visits IN (1, 2, 3, 4, 6, 12)),
    free_labour INTEGER NOT NULL,
    free_travel INTEGER NOT NULL,
    free_parts INTEGER NOT NULL,
    -- Whether calls between the visits are under the same terms.
    covers_repairs INTEGER NOT NULL,
    price BIGINT NOT NULL CHECK (price >= 0),
    response_hours INTEGER CHECK (response_hours > 0),
    note TEXT NOT NULL,
    renews_id BIGINT UNIQUE REFERENCES service_contract (id),
    -- From this day on it does not hold any more.
    cancelled_from INTEGER,
    cancel_reason TEXT NOT NULL DEFAULT '',
    cancelled_by BIGINT REFERENCES person (id),
    cancelled_at BIGINT,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (first_on <= last_on AND until_on <= last_on),
    CHECK (cancelled_from IS NULL OR cancelled_from BETWEEN first_on AND last_on),
    CHECK ((cancelled_from IS NULL) = (cancelled_by IS NULL) AND (cancelled_from IS NULL) = (cancelled_at IS NULL))
);
CREATE INDEX service_contract_customer ON service_contract (customer_id, id);
CREATE INDEX service_contract_until ON service_contract (until_on, id);
CREATE INDEX service_contract_cancelled_by ON service_contract (cancelled_by);
CREATE INDEX service_contract_made_by ON service_contract (made_by);

CREATE TABLE service_contract_unit (
    id IDENTITY_KEY,
    contract_id BIGINT NOT NULL REFERENCES service_contract (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    UNIQUE (contract_id, unit_id)
);
CREATE INDEX service_contract_unit_unit ON service_contract_unit (unit_id);
-- The plans that are not a contract's own.
CREATE INDEX plan_template_general ON plan_template (is_retired, id) WHERE group_id IS NOT NULL OR model_id IS NOT NULL;

INSERT INTO attachment_subject (code) VALUES ('service_contract');
