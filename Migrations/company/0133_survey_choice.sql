-- Jobs are chosen for a call also by the grade of their dealer, his first ones, and those of customers who had complained.
ALTER TABLE survey_rule ADD COLUMN grade TEXT;
ALTER TABLE survey_rule ADD COLUMN first_jobs INTEGER CHECK (first_jobs BETWEEN 1 AND 100);
ALTER TABLE survey_rule ADD COLUMN after_complaint INTEGER NOT NULL DEFAULT 0 CHECK (after_complaint IN (0, 1));

-- What was taken of a dealer's jobs of a month is counted from the index alone.
DROP INDEX survey_dealer_month;
CREATE INDEX survey_dealer_month ON survey (dealer_id, month, omission);
