-- The company is asked for what the customer has paid: a rule more for each company that has a table of rules.
INSERT INTO claim_rule (code, rank, severity, disposition, reason_code, is_on)
    SELECT 'customer_paid', max(rank) + 1, 'high', 'look', 'other', 1 FROM claim_rule HAVING count(*) > 0;
