-- What reports read: sums of each month of the company's calendar, counted anew every day from the rows that they are of.
VOCABULARY report_dimension ('all', 'group', 'model', 'dealer', 'city', 'service', 'symptom', 'cause', 'part');

CREATE TABLE report_month (
    -- Its first day.
    month_from INTEGER PRIMARY KEY,
    built_at BIGINT NOT NULL
);

-- A job is counted in the month of its reception or of its end, as each column says it (`JobSet`).
CREATE TABLE report_figure (
    month_from INTEGER NOT NULL REFERENCES report_month (month_from),
    dimension TEXT NOT NULL REFERENCES report_dimension (code),
    -- An id or a code; empty where a job has none.
    code TEXT NOT NULL,
    received INTEGER NOT NULL,
    cancelled INTEGER NOT NULL,
    complained INTEGER NOT NULL,
    done INTEGER NOT NULL,
    repairs INTEGER NOT NULL,
    repeated INTEGER NOT NULL,
    judged INTEGER NOT NULL,
    unfixed INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    scored INTEGER NOT NULL,
    unsatisfied INTEGER NOT NULL,
    priced INTEGER NOT NULL,
    parted INTEGER NOT NULL,
    cost BIGINT NOT NULL,
    parts INTEGER NOT NULL,
    -- How many took how many minutes, as `SpanCounts` writes it.
    acceptance TEXT NOT NULL,
    completion TEXT NOT NULL,
    PRIMARY KEY (dimension, month_from, code)
);
CREATE INDEX report_figure_month ON report_figure (month_from);

-- Machines of a model made in one month, as far as any of them was repaired: beside how many repairs there would be if they failed as
-- the others of their group do at the same age. Counted with the months.
CREATE TABLE report_batch (
    model_id BIGINT NOT NULL REFERENCES product_model (id),
    month_from INTEGER NOT NULL,
    units INTEGER NOT NULL,
    found INTEGER NOT NULL,
    -- In thousandths.
    expected BIGINT NOT NULL,
    PRIMARY KEY (model_id, month_from)
);
