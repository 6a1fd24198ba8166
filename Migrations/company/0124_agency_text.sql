-- The text of the contract with dealers, each time that it was written anew; the last one counts.
CREATE TABLE agency_text (
    id IDENTITY_KEY,
    body TEXT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX agency_text_made_by ON agency_text (made_by);
APPEND_ONLY agency_text;
