-- A code let somebody in, or let him choose a password; an invitation's link went to the number itself.
INSERT INTO person_event_kind (code) VALUES ('code_in'), ('code_reset'), ('invited_by_message');
-- Where no link to the rating can be made, the question goes with its line. A text that nobody has touched alone.
UPDATE message_template SET
    body_fa = '{name} گرامی، کار درخواست {number} به پایان رسید.' || '
' || 'کار ما چگونه بود؟ {rate}' || '
' || '{company}',
    body_en = 'Dear {name}, the work of request {number} is done.' || '
' || 'How was it? {rate}' || '
' || '{company}'
WHERE event = 'job_finished' AND version = 1;
