-- How much each person has sent in each hour of the last day, whatever has become of it: a quota that a refused form does not
-- give back.
CREATE TABLE upload_hour (
    person_id BIGINT NOT NULL,
    -- Hours since 1970.
    hour BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    PRIMARY KEY (person_id, hour)
);
CREATE INDEX upload_hour_hour ON upload_hour (hour);
