-- What was answered at a visit to the check list of its service: the words as they stood then.
CREATE TABLE visit_check (
    visit_id BIGINT NOT NULL REFERENCES visit (id),
    position INTEGER NOT NULL,
    item TEXT NOT NULL CHECK (item <> ''),
    unit TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'absent', 'number')),
    -- Thousandths.
    number BIGINT,
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (visit_id, position),
    CHECK ((answer = 'number') = (number IS NOT NULL))
);

-- What is taken along for a service of a plan.
CREATE TABLE plan_part (
    template_id BIGINT NOT NULL REFERENCES plan_template (id),
    -- Of the service: the first, the second …
    position INTEGER NOT NULL CHECK (position > 0),
    place INTEGER NOT NULL CHECK (place > 0),
    part TEXT NOT NULL CHECK (part <> ''),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (template_id, position, place)
);

-- From now on a star and square brackets in a check list say something: what was written before keeps its meaning.
UPDATE plan_step SET check_list = replace(replace(replace(check_list, '*', '•'), '[', '('), ']', ')')
WHERE check_list LIKE '%*%' OR check_list LIKE '%[%';
