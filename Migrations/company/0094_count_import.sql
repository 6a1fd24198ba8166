-- What was counted comes in as a file.
INSERT INTO import_kind (code) VALUES ('counts');
