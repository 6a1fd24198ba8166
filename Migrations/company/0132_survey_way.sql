-- By which way somebody has answered; and the question that a link and a text message ask too.
VOCABULARY survey_way ('call', 'link', 'sms');
ALTER TABLE survey ADD COLUMN way TEXT REFERENCES survey_way (code);
UPDATE survey SET way = 'call' WHERE state = 'done';
ALTER TABLE survey_question ADD COLUMN is_rating INTEGER NOT NULL DEFAULT 0 CHECK (is_rating IN (0, 1));
