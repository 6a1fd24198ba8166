-- Repairs that took a part of the machines of a model, beside how many there would be if they needed it as the others of their group do
-- at the same age. Counted with the months.
CREATE TABLE report_part (
    model_id BIGINT NOT NULL REFERENCES product_model (id),
    part TEXT NOT NULL,
    units INTEGER NOT NULL,
    found INTEGER NOT NULL,
    -- In thousandths.
    expected BIGINT NOT NULL,
    PRIMARY KEY (model_id, part)
);

-- Where more failed than can be by chance: since when it is known, and what was done about it.
VOCABULARY report_alarm_state ('open', 'closed');
CREATE TABLE report_alarm (
    id IDENTITY_KEY,
    model_id BIGINT NOT NULL REFERENCES product_model (id),
    -- A batch by the first day of its month, or a part as reports name it.
    month_from INTEGER,
    part TEXT NOT NULL DEFAULT '',
    units INTEGER NOT NULL,
    found INTEGER NOT NULL,
    expected BIGINT NOT NULL,
    -- The least number that was an alarm when it was raised.
    bound INTEGER NOT NULL,
    raised_on INTEGER NOT NULL,
    state TEXT NOT NULL REFERENCES report_alarm_state (code),
    deed TEXT NOT NULL DEFAULT '',
    closed_by BIGINT REFERENCES person (id),
    closed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((month_from IS NULL) = (part <> '')),
    CHECK ((state = 'closed') = (closed_by IS NOT NULL)),
    CHECK ((closed_by IS NULL) = (closed_at IS NULL))
);
CREATE INDEX report_alarm_state_of ON report_alarm (state, id);
CREATE INDEX report_alarm_model ON report_alarm (model_id, id);
CREATE INDEX report_alarm_closed_by ON report_alarm (closed_by) WHERE closed_by IS NOT NULL;
CREATE UNIQUE INDEX report_alarm_batch ON report_alarm (model_id, month_from) WHERE state = 'open' AND month_from IS NOT NULL;
CREATE UNIQUE INDEX report_alarm_part ON report_alarm (model_id, part) WHERE state = 'open' AND part <> '';
