-- What a customer says by a link of its own: how the work was, and that somebody came.
INSERT INTO link_purpose (code) VALUES ('rate'), ('confirm');

CREATE TABLE job_rating (
    job_id BIGINT PRIMARY KEY REFERENCES job (id),
    link_id BIGINT NOT NULL REFERENCES job_link (id),
    -- Whose the job was then: one that is corrected becomes another's, what he said of it does not.
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
    text TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX job_rating_link ON job_rating (link_id);
CREATE INDEX job_rating_customer ON job_rating (customer_id);
CREATE INDEX job_rating_newest ON job_rating (made_at, job_id);

CREATE TABLE visit_confirmation (
    visit_id BIGINT PRIMARY KEY REFERENCES visit (id),
    link_id BIGINT NOT NULL REFERENCES job_link (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX visit_confirmation_link ON visit_confirmation (link_id);
