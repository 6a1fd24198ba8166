-- Counts of the warehouse (انبارگردانی): what is counted where, by whom, and what the books said at that moment.
VOCABULARY stock_count_state ('open', 'second', 'counted', 'closed', 'cancelled');
VOCABULARY stock_count_scope ('all', 'group', 'class');

CREATE TABLE stock_count (
    id IDENTITY_KEY,
    number TEXT NOT NULL UNIQUE,
    place_id BIGINT NOT NULL REFERENCES stock_place (id),
    scope TEXT NOT NULL REFERENCES stock_count_scope (code),
    group_id BIGINT REFERENCES part_group (id),
    part_class TEXT NOT NULL DEFAULT '' CHECK (part_class IN ('', 'A', 'B', 'C')),
    state TEXT NOT NULL REFERENCES stock_count_state (code),
    note TEXT NOT NULL DEFAULT '',
    opened_by BIGINT NOT NULL REFERENCES person (id),
    opened_at BIGINT NOT NULL,
    -- The last movement of all before it began.
    opened_after BIGINT NOT NULL,
    handed_by BIGINT REFERENCES person (id),
    handed_at BIGINT,
    closed_by BIGINT REFERENCES person (id),
    closed_at BIGINT,
    closed_on INTEGER,
    -- What was put forward for the account of the dealer in whose custody it came short.
    charged BIGINT CHECK (charged > 0),
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((scope = 'group') = (group_id IS NOT NULL)),
    CHECK ((scope = 'class') = (part_class <> '')),
    CHECK ((handed_by IS NULL) = (handed_at IS NULL)),
    CHECK ((closed_by IS NULL) = (closed_at IS NULL)),
    CHECK (state <> 'closed' OR closed_by IS NOT NULL),
    -- Who has counted does not close.
    CHECK (closed_by IS NULL OR closed_by <> handed_by)
);
CREATE INDEX stock_count_by_state ON stock_count (state, id);
CREATE INDEX stock_count_place_id ON stock_count (place_id, id);
CREATE INDEX stock_count_group ON stock_count (group_id);
CREATE INDEX stock_count_opened_by ON stock_count (opened_by);
CREATE INDEX stock_count_handed_by ON stock_count (handed_by);
CREATE INDEX stock_count_closed_by ON stock_count (closed_by);

-- Its place, and the shelves in it: each is counted once at a time.
CREATE TABLE stock_count_place (
    count_id BIGINT NOT NULL REFERENCES stock_count (id),
    place_id BIGINT NOT NULL REFERENCES stock_place (id),
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    PRIMARY KEY (count_id, place_id)
);
CREATE INDEX stock_count_place_place ON stock_count_place (place_id);
CREATE UNIQUE INDEX stock_count_place_open ON stock_count_place (place_id) WHERE is_open = 1;

-- What of a part is counted in a place, whichever serials. The books' number is that of the moment of counting, so that
-- what moves before or after does no harm.
CREATE TABLE stock_count_line (
    id IDENTITY_KEY,
    count_id BIGINT NOT NULL REFERENCES stock_count (id),
    place_id BIGINT NOT NULL REFERENCES stock_place (id),
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    owner TEXT NOT NULL REFERENCES stock_owner (code),
    condition TEXT NOT NULL REFERENCES part_condition (code),
    lot TEXT NOT NULL DEFAULT '',
    -- NULL: not counted, and left as it is.
    first_quantity BIGINT CHECK (first_quantity >= 0),
    first_book BIGINT,
    first_by BIGINT REFERENCES person (id),
    first_at BIGINT,
    must_repeat INTEGER NOT NULL DEFAULT 0 CHECK (must_repeat IN (0, 1)),
    second_quantity BIGINT CHECK (second_quantity >= 0),
    second_book BIGINT,
    second_by BIGINT REFERENCES person (id),
    second_at BIGINT,
    UNIQUE (count_id, place_id, part_id, owner, condition, lot),
    CHECK ((first_quantity IS NULL) = (first_book IS NULL)),
    CHECK ((second_quantity IS NULL) = (second_book IS NULL)),
    -- The second time another person counts.
    CHECK (second_by IS NULL OR second_by <> first_by)
);
CREATE INDEX stock_count_line_count ON stock_count_line (count_id, id);
CREATE INDEX stock_count_line_place ON stock_count_line (place_id);
CREATE INDEX stock_count_line_part ON stock_count_line (part_id);
CREATE INDEX stock_count_line_first_by ON stock_count_line (first_by);
CREATE INDEX stock_count_line_second_by ON stock_count_line (second_by);

-- Of what is followed by serials: which were seen, and once the line is counted, which the books had there.
CREATE TABLE stock_count_serial (
    id IDENTITY_KEY,
    line_id BIGINT NOT NULL REFERENCES stock_count_line (id),
    round INTEGER NOT NULL CHECK (round IN (1, 2)),
    serial TEXT NOT NULL,
    is_there INTEGER NOT NULL CHECK (is_there IN (0, 1)),
    was_booked INTEGER NOT NULL CHECK (was_booked IN (0, 1)),
    UNIQUE (line_id, round, serial)
);

-- The movements by which a count was closed.
ALTER TABLE stock_movement ADD COLUMN count_id BIGINT REFERENCES stock_count (id);
CREATE INDEX stock_movement_count ON stock_movement (count_id) WHERE count_id IS NOT NULL;
