-- What customers say is sorted under the company's topics, by people.
CREATE TABLE survey_topic (
    id IDENTITY_KEY,
    name_fa TEXT NOT NULL CHECK (name_fa <> ''),
    name_en TEXT NOT NULL DEFAULT '',
    -- By which it is suggested, with commas.
    words TEXT NOT NULL DEFAULT '',
    is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE survey_tag (
    survey_id BIGINT NOT NULL REFERENCES survey (id),
    topic_id BIGINT NOT NULL REFERENCES survey_topic (id),
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    PRIMARY KEY (survey_id, topic_id)
);
CREATE INDEX survey_tag_topic ON survey_tag (topic_id, survey_id);
CREATE INDEX survey_tag_made_by ON survey_tag (made_by);

-- Whether there is anything to sort, and since when it is.
ALTER TABLE survey ADD COLUMN has_text INTEGER NOT NULL DEFAULT 0 CHECK (has_text IN (0, 1));
ALTER TABLE survey ADD COLUMN sorted_at BIGINT;
UPDATE survey SET has_text = 1 WHERE state = 'done' AND (words <> '' OR EXISTS (
    SELECT 1 FROM survey_answer a JOIN survey_question q ON q.version_id = a.version_id AND q.position = a.position
    WHERE a.survey_id = survey.id AND q.kind = 'text' AND a.value <> ''));
CREATE INDEX survey_unsorted ON survey (completed_on, id) WHERE has_text = 1 AND sorted_at IS NULL;
