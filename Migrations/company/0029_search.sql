-- What people remember of a number or of a serial is its end: the last digits of a mobile number, and each end of a serial of at
-- least four characters.
CREATE TABLE unit_part (
    part TEXT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    PRIMARY KEY (part, unit_id)
);
CREATE INDEX unit_part_unit ON unit_part (unit_id, part);

INSERT INTO unit_part (part, unit_id)
    WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
    SELECT DISTINCT substr(u.serial, n.i), u.id FROM unit u JOIN n ON n.i <= length(u.serial) - 3;

INSERT INTO customer_word (word, customer_id)
    SELECT DISTINCT substr(c.mobile, length(c.mobile) - t.digits + 1), c.id
    FROM customer c CROSS JOIN (SELECT 7 AS digits UNION ALL SELECT 4) t
    WHERE NOT EXISTS (SELECT 1 FROM customer_word w
        WHERE w.customer_id = c.id AND w.word = substr(c.mobile, length(c.mobile) - t.digits + 1));
