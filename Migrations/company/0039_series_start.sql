-- With what a series begins in a year: a company that comes from elsewhere goes on with its own numbers.
ALTER TABLE number_series ADD COLUMN first INTEGER NOT NULL DEFAULT 1 CHECK (first >= 1);
