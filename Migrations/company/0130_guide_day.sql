-- Who helped himself by the questions of a group on the company's own pages: a number a day, and nothing of who it was.
CREATE TABLE guide_day (
    group_id BIGINT NOT NULL REFERENCES product_group (id),
    day INTEGER NOT NULL,
    solved INTEGER NOT NULL CHECK (solved > 0),
    PRIMARY KEY (group_id, day)
);
CREATE INDEX guide_day_day ON guide_day (day);
