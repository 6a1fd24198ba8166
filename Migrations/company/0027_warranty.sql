-- A warranty whose first day is not known is neither over nor in force. Work that is done was called out of it for want of the day;
-- what was paid for it stays, since a tariff that does not speak of unknown warranties goes on taking them for ones that are over.
VOCABULARY warranty_verdict ('in', 'out', 'commitment', 'unknown');
KEY job.warranty TO warranty_verdict (code);

UPDATE job SET warranty = 'unknown' WHERE warranty = 'out' AND unit_id IN (
    SELECT u.id FROM unit u JOIN product_model m ON m.id = u.model_id
    WHERE (m.warranty_from = 'sale' AND u.purchased_on IS NULL)
       OR (m.warranty_from = 'installation' AND u.installed_on IS NULL));
