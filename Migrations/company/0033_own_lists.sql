-- Reasons and kinds of service are the company's own lists: what is set aside is chosen no more and stays on what names it.
ALTER TABLE reason ADD COLUMN is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1));
ALTER TABLE service_type ADD COLUMN is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1));

-- The company's logo.
INSERT INTO attachment_subject (code) VALUES ('company');
