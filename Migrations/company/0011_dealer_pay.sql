-- What prices a dealer's jobs: the dealers' tariff, or for a workshop or technician of the company's own the technicians'
-- tariff or a salary, which no job is paid by.
ALTER TABLE dealer ADD COLUMN pay TEXT NOT NULL DEFAULT 'dealers' CHECK (pay IN ('dealers', 'technicians', 'salaried'));

-- Why somebody changed it, where a reason is asked for.
ALTER TABLE dealer_event ADD COLUMN reason TEXT NOT NULL DEFAULT '';
