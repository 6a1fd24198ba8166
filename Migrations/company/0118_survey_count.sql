-- What customers have said counts: the score is one of the tariff's facts, and an answer that contradicts the dealer is a finding
-- on his claim.
CREATE VIEW survey_score AS SELECT job_id, score FROM survey WHERE score IS NOT NULL;

CREATE VIEW survey_doubt AS
SELECT s.job_id, a.position, q.text_fa, q.text_en, a.value
FROM survey s JOIN survey_answer a ON a.survey_id = s.id
JOIN survey_question q ON q.version_id = a.version_id AND q.position = a.position
WHERE q.doubt = a.value;

INSERT INTO claim_rule (code, rank, severity, disposition, reason_code, is_on)
    SELECT 'contradicted', max(rank) + 1, 'high', 'look', 'other', 1 FROM claim_rule HAVING count(*) > 0;
