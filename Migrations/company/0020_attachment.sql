-- Files of any thing: a photo of a visit, evidence of a claim, a contract, a scan. Who sees the thing sees its files.

INSERT INTO media_type (code) VALUES ('application/pdf');
VOCABULARY attachment_subject ('job', 'visit', 'claim', 'appeal', 'customer', 'unit', 'product', 'dealer');

-- The bytes lie in the company's blob folder under their SHA-256.
CREATE TABLE attachment (
    id IDENTITY_KEY,
    subject TEXT NOT NULL REFERENCES attachment_subject (code),
    subject_id BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL REFERENCES media_type (code),
    bytes BIGINT NOT NULL,
    -- As its person called it; shown, never used as a place.
    name TEXT NOT NULL DEFAULT '',
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX attachment_thing ON attachment (subject, subject_id, id);
CREATE INDEX attachment_file ON attachment (sha256);

INSERT INTO attachment (id, subject, subject_id, sha256, media_type, bytes, made_by, made_at)
SELECT p.id,
       CASE WHEN e.appeal_id IS NOT NULL THEN 'appeal' WHEN e.claim_id IS NOT NULL THEN 'claim'
            WHEN p.visit_id IS NOT NULL THEN 'visit' ELSE 'job' END,
       coalesce(e.appeal_id, e.claim_id, p.visit_id, p.job_id), p.sha256, p.media_type, p.bytes, p.made_by, p.made_at
FROM photo p LEFT JOIN claim_photo e ON e.photo_id = p.id;

DROP TABLE claim_photo;
DROP TABLE photo;

-- What somebody has sent for a form that is not stored yet: his alone, and for that place alone. It becomes an attachment
-- with the form, or goes after two days.
CREATE TABLE upload (
    id IDENTITY_KEY,
    person_id BIGINT NOT NULL,
    place TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL REFERENCES media_type (code),
    bytes BIGINT NOT NULL,
    name TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX upload_person ON upload (person_id, made_at);
CREATE INDEX upload_made ON upload (made_at);
