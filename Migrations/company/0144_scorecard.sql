-- How many jobs of a dealer ended in the last three months, beside what else his figures say.
ALTER TABLE dealer_figure ADD COLUMN done_jobs INTEGER NOT NULL DEFAULT 0;
