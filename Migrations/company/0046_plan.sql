-- Periodic services: what a machine of a model or a group gets after its installation, and when.
CREATE TABLE plan_template (
    id IDENTITY_KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    -- For the machines of one of both.
    group_id BIGINT REFERENCES product_group (id),
    model_id BIGINT REFERENCES product_model (id),
    -- What kind of job a service becomes.
    service_type TEXT NOT NULL REFERENCES service_type (code),
    basis TEXT NOT NULL CHECK (basis IN ('fixed', 'floating')),
    -- 0 the same day of the month, 32 its last one, else that day alone.
    month_day INTEGER NOT NULL CHECK (month_day BETWEEN 0 AND 32),
    closed_days TEXT NOT NULL CHECK (closed_days IN ('keep', 'forward', 'back')),
    early_days INTEGER NOT NULL CHECK (early_days >= 0),
    late_days INTEGER NOT NULL CHECK (late_days >= 0),
    -- After the last step it goes on every so many months; NULL where it ends.
    again_months INTEGER CHECK (again_months > 0),
    is_retired INTEGER NOT NULL DEFAULT 0,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (group_id IS NULL OR model_id IS NULL)
);
CREATE INDEX plan_template_group ON plan_template (group_id);
CREATE INDEX plan_template_model ON plan_template (model_id);
CREATE INDEX plan_template_service ON plan_template (service_type);
CREATE INDEX plan_template_made_by ON plan_template (made_by);

CREATE TABLE plan_step (
    template_id BIGINT NOT NULL REFERENCES plan_template (id),
    position INTEGER NOT NULL CHECK (position > 0),
    months INTEGER NOT NULL CHECK (months >= 0),
    is_free INTEGER NOT NULL,
    check_list TEXT NOT NULL,
    PRIMARY KEY (template_id, position)
);

-- One service of one machine: planned, called about, booked as a job, done.
CREATE TABLE plan_service (
    id IDENTITY_KEY,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    template_id BIGINT NOT NULL REFERENCES plan_template (id),
    -- The first, the second …
    position INTEGER NOT NULL CHECK (position > 0),
    planned_on INTEGER NOT NULL,
    from_on INTEGER NOT NULL,
    until_on INTEGER NOT NULL,
    is_free INTEGER NOT NULL,
    -- Where the machine was when it was last visited; NULL where nobody knows.
    city_id BIGINT REFERENCES city (id),
    state TEXT NOT NULL CHECK (state IN
        ('planned', 'due', 'called', 'booked', 'done', 'missed', 'refused', 'cancelled')),
    -- When to call, or to call again.
    call_on INTEGER NOT NULL,
    calls INTEGER NOT NULL DEFAULT 0,
    outcome TEXT CHECK (outcome IN ('agreed', 'no_answer', 'later', 'refused')),
    job_id BIGINT REFERENCES job (id),
    done_on INTEGER,
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (unit_id, template_id, position),
    UNIQUE (job_id),
    CHECK (from_on <= planned_on AND planned_on <= until_on),
    CHECK (state NOT IN ('booked', 'done') OR job_id IS NOT NULL),
    CHECK ((state = 'done') = (done_on IS NOT NULL))
);
CREATE INDEX plan_service_template ON plan_service (template_id, state);
CREATE INDEX plan_service_city ON plan_service (city_id);
-- Who is to be called, the longest waiting first: everywhere, and in a city.
CREATE INDEX plan_service_call ON plan_service (call_on, id) WHERE state IN ('due', 'called');
CREATE INDEX plan_service_city_call ON plan_service (city_id, call_on, id) WHERE state IN ('due', 'called');
-- What falls due, and what is over.
CREATE INDEX plan_service_waits ON plan_service (from_on) WHERE state = 'planned';
CREATE INDEX plan_service_late ON plan_service (until_on) WHERE state IN ('planned', 'due', 'called');
-- How many by day, city and state: what was missed, and what is to come.
CREATE INDEX plan_service_day ON plan_service (planned_on, city_id, state);
