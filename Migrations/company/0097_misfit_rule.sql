-- A part was fitted that is not for such a machine: a rule more for each company that has a table of rules.
INSERT INTO claim_rule (code, rank, severity, disposition, reason_code, is_on)
    SELECT 'misfit', max(rank) + 1, 'medium', 'look', 'other', 1 FROM claim_rule HAVING count(*) > 0;
