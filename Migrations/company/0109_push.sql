-- Browsers that a person is told by, with the page closed. Where one is reached and its keys are sealed with a key that is not here.
CREATE TABLE push_device (
    id IDENTITY_KEY,
    person_id BIGINT NOT NULL REFERENCES person (id),
    -- Of where it is reached: a browser that is asked again, or lent on, stays one row.
    endpoint_hash TEXT NOT NULL UNIQUE,
    sealed TEXT NOT NULL,
    -- The host of the service that hands it on, by which people know the browser.
    service TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('fa', 'en')),
    -- How the portal is called from outside; the service is told who sends.
    origin TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX push_device_person ON push_device (person_id, id);
