-- The catalogue of spare parts: what a part is called and how it is counted. Quantities are whole numbers of its unit.
VOCABULARY part_unit ('piece', 'set', 'gram', 'millilitre', 'centimetre');
VOCABULARY part_tracking ('none', 'serial', 'lot');
-- Whether the part that it replaces is owed to the company: never, where the warranty pays, whoever pays.
VOCABULARY part_return ('never', 'warranty', 'always');
VOCABULARY part_code_kind ('old', 'alias');

CREATE TABLE part_group (
    id IDENTITY_KEY,
    name_fa TEXT NOT NULL,
    name_en TEXT NOT NULL DEFAULT '',
    match_key TEXT NOT NULL UNIQUE
);

CREATE TABLE spare_part (
    id IDENTITY_KEY,
    code TEXT NOT NULL UNIQUE,
    -- The code as it is looked for (PartCode.key): two that differ by a dash only are one.
    code_key TEXT NOT NULL UNIQUE,
    name_fa TEXT NOT NULL,
    name_en TEXT NOT NULL DEFAULT '',
    group_id BIGINT REFERENCES part_group (id),
    unit TEXT NOT NULL DEFAULT 'piece' REFERENCES part_unit (code),
    tracking TEXT NOT NULL DEFAULT 'none' REFERENCES part_tracking (code),
    must_return TEXT NOT NULL DEFAULT 'never' REFERENCES part_return (code),
    is_repairable INTEGER NOT NULL DEFAULT 0 CHECK (is_repairable IN (0, 1)),
    shelf_life_days INTEGER CHECK (shelf_life_days BETWEEN 1 AND 36600),
    weight_grams INTEGER CHECK (weight_grams > 0),
    maker_number TEXT NOT NULL DEFAULT '',
    barcode TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    -- Chosen for nothing new, and named on whatever names it.
    is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    -- NULL: out of a file.
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX spare_part_group ON spare_part (group_id, code);
CREATE INDEX spare_part_made_by ON spare_part (made_by);

-- What else a part is called, and how it was called before. No two parts share one, so that a scan is never in doubt.
CREATE TABLE part_code (
    id IDENTITY_KEY,
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    kind TEXT NOT NULL REFERENCES part_code_kind (code),
    code TEXT NOT NULL,
    code_key TEXT NOT NULL UNIQUE,
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX part_code_part ON part_code (part_id, id);
CREATE INDEX part_code_made_by ON part_code (made_by);

-- By what a part is found: each word of its names, and each of its codes and numbers, whole.
CREATE TABLE part_word (
    word TEXT NOT NULL,
    part_id BIGINT NOT NULL REFERENCES spare_part (id),
    PRIMARY KEY (word, part_id)
);
CREATE INDEX part_word_part ON part_word (part_id, word);

INSERT INTO attachment_subject (code) VALUES ('spare_part');
