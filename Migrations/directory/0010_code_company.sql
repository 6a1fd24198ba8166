-- By whose code something began: whoever sees that company's panel may have read it. NULL: by a password, or by the operator.
ALTER TABLE session ADD COLUMN code_company_id BIGINT REFERENCES company (id);
CREATE INDEX session_code_company ON session (code_company_id) WHERE code_company_id IS NOT NULL;
ALTER TABLE half_sign_in ADD COLUMN code_company_id BIGINT REFERENCES company (id);
CREATE INDEX half_sign_in_code_company ON half_sign_in (code_company_id) WHERE code_company_id IS NOT NULL;
ALTER TABLE password_reset ADD COLUMN code_company_id BIGINT REFERENCES company (id);
CREATE INDEX password_reset_code_company ON password_reset (code_company_id) WHERE code_company_id IS NOT NULL;
-- Whose account sends the code; NULL as long as nobody gets it.
ALTER TABLE sign_in_code ADD COLUMN company_id BIGINT REFERENCES company (id);
CREATE INDEX sign_in_code_company ON sign_in_code (company_id) WHERE company_id IS NOT NULL;
