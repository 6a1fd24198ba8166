-- What a customer signs on the screen is a file of the visit, of a kind of its own: a photo is none.
INSERT INTO attachment_subject (code) VALUES ('visit_signature');

-- Why he has not.
ALTER TABLE visit ADD COLUMN unsigned TEXT NOT NULL DEFAULT '';
