-- A file on its way: it comes in as many pieces as its line breaks it into, and becomes an upload when all of it is there.
CREATE TABLE arriving (
    id IDENTITY_KEY,
    person_id BIGINT NOT NULL,
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    upload_id BIGINT,
    made_at BIGINT NOT NULL
);
CREATE INDEX arriving_person ON arriving (person_id, made_at);
CREATE INDEX arriving_made ON arriving (made_at);
