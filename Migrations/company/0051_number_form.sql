-- How the numbers of a series look, from one number on: what was given out before keeps what it was called.
CREATE TABLE number_form (
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    from_number INTEGER NOT NULL CHECK (from_number >= 1),
    prefix TEXT NOT NULL,
    width INTEGER NOT NULL CHECK (width BETWEEN 4 AND 9),
    PRIMARY KEY (series, year, from_number)
);
