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

CREATE VIEW history AS
    SELECT 'event' AS source, id, at, person_id, room, subject, subject_id, kind, value_before, value_after, detail
    FROM event
    UNION ALL SELECT 'job_event', id, at, person_id, 'jobs', 'job', job_id, kind, coalesce(from_state, ''), coalesce(to_state, ''), detail FROM job_event
    UNION ALL SELECT 'claim_event', id, at, person_id, 'claims', 'claim', claim_id, kind, '', '', detail FROM claim_event
    UNION ALL SELECT 'tariff_event', id, at, person_id, 'tariffs', 'tariff', tariff_id, kind, '', '', detail FROM tariff_event
    UNION ALL SELECT 'payout_event', id, at, person_id, 'payouts', 'payout', payout_id, kind, '', '', detail FROM payout_event
    UNION ALL SELECT 'dealer_event', id, at, person_id, 'dealers', 'dealer', dealer_id, kind, value_before, value_after, reason FROM dealer_event
    UNION ALL SELECT 'claim_rule_event', id, at, person_id, 'claim_rules', 'claim_rule', CAST(0 AS BIGINT), 'changed', value_before, value_after, subject FROM claim_rule_event
    UNION ALL SELECT 'bank_format_event', id, at, person_id, 'banks', 'bank_format', format_id, kind, '', '', CAST(version AS TEXT) FROM bank_format_event
    UNION ALL SELECT 'person_event', id, at, person_id, 'people', 'person', coalesce(subject_id, 0), kind, roles_before, roles_after, subject_name FROM person_event;

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
