-- One shape for all that happens: who, when, what, before, after, about which thing, in which room. Rooms that keep events of
-- their own go on doing so; the view `history` shows all of them in this shape.
CREATE TABLE event (
    id IDENTITY_KEY,
    at BIGINT NOT NULL,
    -- Nobody where a rule did it, or the operator at the console.
    person_id BIGINT,
    room TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- 0 where the room has only one such thing.
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    -- JSON: what changed, by its name.
    value_before TEXT NOT NULL DEFAULT '',
    value_after TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT ''
);
CREATE INDEX event_at ON event (at, id);
CREATE INDEX event_subject ON event (subject, subject_id, id);

CREATE INDEX job_event_at ON job_event (at, id);
CREATE INDEX claim_event_at ON claim_event (at, id);
CREATE INDEX tariff_event_at ON tariff_event (at, id);
CREATE INDEX payout_event_at ON payout_event (at, id);
CREATE INDEX dealer_event_at ON dealer_event (at, id);
CREATE INDEX claim_rule_event_at ON claim_rule_event (at, id);
CREATE INDEX bank_format_event_at ON bank_format_event (at, id);
CREATE INDEX person_event_at ON person_event (at, id);

-- Every value is cast to the type of its column: only so do both engines look into the view and read each table by its index
-- of time, instead of reading all of them and sorting.
CREATE VIEW history AS
    SELECT CAST('event' AS TEXT) AS source, id, at, person_id, room, subject, subject_id, kind, value_before, value_after, detail
    FROM event
    UNION ALL SELECT CAST('job_event' AS TEXT), id, at, person_id, CAST('jobs' AS TEXT), CAST('job' AS TEXT), job_id, kind, CAST(coalesce(from_state, '') AS TEXT), CAST(coalesce(to_state, '') AS TEXT), detail
    FROM job_event
    UNION ALL SELECT CAST('claim_event' AS TEXT), id, at, person_id, CAST('claims' AS TEXT), CAST('claim' AS TEXT), claim_id, kind, CAST('' AS TEXT), CAST('' AS TEXT), detail
    FROM claim_event
    UNION ALL SELECT CAST('tariff_event' AS TEXT), id, at, person_id, CAST('tariffs' AS TEXT), CAST('tariff' AS TEXT), tariff_id, kind, CAST('' AS TEXT), CAST('' AS TEXT), detail
    FROM tariff_event
    UNION ALL SELECT CAST('payout_event' AS TEXT), id, at, person_id, CAST('payouts' AS TEXT), CAST('payout' AS TEXT), payout_id, kind, CAST('' AS TEXT), CAST('' AS TEXT), detail
    FROM payout_event
    UNION ALL SELECT CAST('dealer_event' AS TEXT), id, at, person_id, CAST('dealers' AS TEXT), CAST('dealer' AS TEXT), dealer_id, kind, value_before, value_after, reason
    FROM dealer_event
    UNION ALL SELECT CAST('claim_rule_event' AS TEXT), id, at, person_id, CAST('claim_rules' AS TEXT), CAST('claim_rule' AS TEXT), CAST(0 AS BIGINT), CAST('changed' AS TEXT), value_before, value_after, subject
    FROM claim_rule_event
    UNION ALL SELECT CAST('bank_format_event' AS TEXT), id, at, person_id, CAST('banks' AS TEXT), CAST('bank_format' AS TEXT), format_id, kind, CAST('' AS TEXT), CAST('' AS TEXT), CAST(version AS TEXT)
    FROM bank_format_event
    UNION ALL SELECT CAST('person_event' AS TEXT), id, at, person_id, CAST('people' AS TEXT), CAST('person' AS TEXT), CAST(coalesce(subject_id, 0) AS BIGINT), kind, roles_before, roles_after, subject_name
    FROM person_event;

-- Something that a person is told, written with what happened. `channel` says how; the bell is in the portal itself.
CREATE TABLE outbox (
    id IDENTITY_KEY,
    at BIGINT NOT NULL,
    channel TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    subject TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    -- JSON: what fills the places of its sentence.
    detail TEXT NOT NULL DEFAULT '[]',
    -- When it was read, or handed to whoever delivers it.
    delivered_at BIGINT
);
CREATE INDEX outbox_open ON outbox (channel, person_id, id) WHERE delivered_at IS NULL;
CREATE INDEX outbox_person ON outbox (person_id, id);
