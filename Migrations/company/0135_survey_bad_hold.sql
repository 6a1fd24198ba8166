-- What of a dealer's pay waits also for the complaint of a bad score, where the company says so.
CREATE VIEW survey_bad_hold AS
SELECT v.id AS survey_id, v.job_id, v.dealer_id, v.complaint FROM survey v JOIN contact c ON c.number = v.complaint
WHERE v.complaint IS NOT NULL AND c.state = 'open'
AND EXISTS (SELECT 1 FROM setting s WHERE s.name = 'survey_hold_bad' AND s.value = '1');

DROP VIEW pay_hold;
CREATE VIEW pay_hold AS
SELECT e.job_id, e.dealer_id,
       CASE (SELECT s.value FROM setting s WHERE s.name = 'stock.hold') WHEN 'always' THEN e.born_on ELSE e.due_on + 1 END AS from_day
FROM part_debt e
WHERE e.state IN ('owed', 'sent')
AND EXISTS (SELECT 1 FROM setting s WHERE s.name = 'feature.stock' AND s.value = 'on')
AND NOT EXISTS (SELECT 1 FROM setting s WHERE s.name = 'stock.hold' AND s.value = 'never')
AND NOT EXISTS (SELECT 1 FROM part_charge c WHERE c.debt_id = e.id AND c.state = 'posted')
UNION ALL
SELECT v.job_id, v.dealer_id, 0 AS from_day FROM survey v
WHERE v.state = 'waiting' AND EXISTS (SELECT 1 FROM setting s WHERE s.name = 'survey_hold' AND s.value = '1')
UNION ALL
SELECT b.job_id, b.dealer_id, 0 AS from_day FROM survey_bad_hold b;
