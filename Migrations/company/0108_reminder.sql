-- Of what people are told by the hour that comes and by no deed, each once.
VOCABULARY reminder_kind ('promise', 'contract', 'survey');
CREATE TABLE reminder (
    kind TEXT NOT NULL REFERENCES reminder_kind (code),
    subject_id BIGINT NOT NULL,
    -- The day that it was about.
    about_on INTEGER NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (kind, subject_id, about_on)
);
CREATE INDEX job_intake_promised ON job_intake (promised_on, job_id) WHERE promised_on IS NOT NULL;
-- A text that is of use for selling goes to nobody who wants no advertising, and at no hour that the law keeps quiet.
ALTER TABLE message_template ADD COLUMN is_advert INTEGER NOT NULL DEFAULT 0 CHECK (is_advert IN (0, 1));
ALTER TABLE message ADD COLUMN is_advert INTEGER NOT NULL DEFAULT 0 CHECK (is_advert IN (0, 1));
