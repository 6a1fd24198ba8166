-- A device taken apart (اوراق), and a part made good again (بازسازی): goods go to the workshop, others come out of it.
INSERT INTO stock_paper_kind (code) VALUES ('dismantle'), ('refurbish');
INSERT INTO stock_place_kind (code) VALUES ('workshop');
CREATE UNIQUE INDEX stock_place_workshop ON stock_place (kind) WHERE kind = 'workshop';

-- For a company that works already; a new one begins with it. Whatever place was called so by hand is called otherwise.
UPDATE stock_place SET code = code || '-' || id WHERE code = 'WORKSHOP';
INSERT INTO stock_place (code, name_fa, kind, made_at)
WITH single (code, kind) AS (VALUES ('WORKSHOP', 'workshop'))
SELECT code, '', kind, 0 FROM single WHERE EXISTS (SELECT 1 FROM service_type);

-- What the work has cost: what comes out is worth what went in, and this.
ALTER TABLE stock_paper ADD COLUMN work_cost BIGINT NOT NULL DEFAULT 0 CHECK (work_cost >= 0);

-- Of what comes out: where it goes, with what weight it shares the cost, and out of which device it is. What goes in has no
-- place of its own.
ALTER TABLE stock_line ADD COLUMN place_id BIGINT REFERENCES stock_place (id);
ALTER TABLE stock_line ADD COLUMN weight BIGINT CHECK (weight >= 0);
ALTER TABLE stock_line ADD COLUMN donor_serial TEXT NOT NULL DEFAULT '';
CREATE INDEX stock_line_place ON stock_line (place_id) WHERE place_id IS NOT NULL;
