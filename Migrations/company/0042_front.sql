-- What comes in by the company's own pages: what somebody typed there who has no account, beside the contact that it became.
INSERT INTO contact_kind (code) VALUES ('registration');
VOCABULARY front_form ('fault', 'ask', 'opinion', 'register');
CREATE TABLE web_contact (
    contact_id BIGINT PRIMARY KEY REFERENCES contact (id),
    form TEXT NOT NULL REFERENCES front_form (code),
    city TEXT NOT NULL,
    device TEXT NOT NULL,
    serial TEXT NOT NULL,
    wish TEXT NOT NULL,
    card TEXT NOT NULL,
    seller TEXT NOT NULL,
    purchased_on INTEGER
);
-- Which contact a job was made of.
CREATE TABLE contact_job (
    job_id BIGINT PRIMARY KEY REFERENCES job (id),
    contact_id BIGINT NOT NULL REFERENCES contact (id)
);
CREATE INDEX contact_job_contact ON contact_job (contact_id);
