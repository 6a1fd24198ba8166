-- What a person said a column of a file is, where its head alone does not say so: the next file of that kind is read alike.
-- The head is kept as it is compared: without spaces and spellings. An empty column_name: nothing is read from it.
CREATE TABLE import_head (
    kind TEXT NOT NULL,
    head TEXT NOT NULL,
    column_name TEXT NOT NULL,
    PRIMARY KEY (kind, head)
);
