-- By whose code a password was chosen: whoever sees that company's panel may have chosen it himself, so it opens what such a code
-- opens and no more. NULL: by its person, by an invitation or by a link of the operator's.
ALTER TABLE account ADD COLUMN code_company_id BIGINT REFERENCES company (id);
CREATE INDEX account_code_company ON account (code_company_id) WHERE code_company_id IS NOT NULL;
