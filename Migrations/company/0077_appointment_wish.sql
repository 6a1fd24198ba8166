-- A customer cannot be there at the time that was agreed, and says by his link when he could: once for each appointment.
VOCABULARY day_part ('morning', 'noon', 'afternoon', 'evening');
CREATE TABLE appointment_wish (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL REFERENCES job (id),
    link_id BIGINT NOT NULL REFERENCES job_link (id),
    -- The appointment that does not suit: its day and its first minute.
    appointment_on INTEGER NOT NULL,
    appointment_from INTEGER NOT NULL,
    wished_on INTEGER NOT NULL,
    part TEXT NOT NULL REFERENCES day_part (code),
    made_at BIGINT NOT NULL,
    UNIQUE (job_id, appointment_on, appointment_from)
);
CREATE INDEX appointment_wish_link ON appointment_wish (link_id);
-- A text that nobody has touched asks for the rating too.
UPDATE message_template SET
    body_fa = '{name} گرامی، کار درخواست {number} به پایان رسید. کار ما چگونه بود؟' || '
' || '{rate}' || '
' || '{company}',
    body_en = 'Dear {name}, the work of request {number} is done. How was it?' || '
' || '{rate}' || '
' || '{company}'
WHERE event = 'job_finished' AND version = 1;
