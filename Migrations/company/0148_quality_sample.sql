-- Quality control of dealers' jobs: which are drawn when they end, by what state of their dealer, what waits for it, and what makes
-- good a job that failed.
VOCABULARY quality_rank ('normal', 'tightened', 'reduced');
VOCABULARY quality_cause ('first', 'share', 'rework', 'audit', 'no_plan');
VOCABULARY quality_sample_state ('free', 'held', 'passed', 'freed');
VOCABULARY quality_way ('visit', 'phone');
VOCABULARY rework_cause ('work', 'part', 'use');

-- Of a machine in the workshop, or of a dealer's job.
OPTIONAL quality_control.item_id;
ALTER TABLE quality_control ADD COLUMN dealer_id BIGINT REFERENCES dealer (id);
ALTER TABLE quality_control ADD COLUMN way TEXT REFERENCES quality_way (code);
-- To whom a failure is put.
ALTER TABLE quality_control ADD COLUMN cause TEXT REFERENCES rework_cause (code);
-- Who carries it out: until a moment where he took it, without one where it was put to him.
ALTER TABLE quality_control ADD COLUMN taker_id BIGINT REFERENCES person (id);
-- A column is added with a key or a condition; this one brings that of the row: a machine's or a dealer's.
ALTER TABLE quality_control ADD COLUMN taken_until BIGINT CHECK ((item_id IS NULL) = (dealer_id IS NOT NULL));
CREATE UNIQUE INDEX quality_control_job_current ON quality_control (job_id) WHERE dealer_id IS NOT NULL AND is_current = 1;
CREATE INDEX quality_control_dealer ON quality_control (dealer_id, id) WHERE dealer_id IS NOT NULL;
CREATE INDEX quality_control_way ON quality_control (way) WHERE way IS NOT NULL;
CREATE INDEX quality_control_cause ON quality_control (cause) WHERE cause IS NOT NULL;
CREATE INDEX quality_control_taker ON quality_control (taker_id, state) WHERE taker_id IS NOT NULL;

-- What was decided of each job that a dealer ended while the company controls such jobs: once, when it ended.
CREATE TABLE quality_sample (
    job_id BIGINT PRIMARY KEY REFERENCES job (id),
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    grade TEXT NOT NULL,
    rank TEXT NOT NULL REFERENCES quality_rank (code),
    -- Which of his jobs it was, counted to beyond the first ones.
    nth INTEGER NOT NULL,
    -- In percent; drawn is what lies below it.
    share INTEGER NOT NULL CHECK (share BETWEEN 0 AND 100),
    draw INTEGER NOT NULL CHECK (draw BETWEEN 0 AND 99),
    cause TEXT NOT NULL REFERENCES quality_cause (code),
    is_drawn INTEGER NOT NULL CHECK (is_drawn IN (0, 1)),
    state TEXT NOT NULL REFERENCES quality_sample_state (code),
    made_at BIGINT NOT NULL,
    -- Why somebody opened a control of it by hand.
    audited_by BIGINT REFERENCES person (id),
    audit_reason TEXT NOT NULL DEFAULT '',
    -- Why somebody lets it be paid without.
    freed_by BIGINT REFERENCES person (id),
    reason TEXT NOT NULL DEFAULT '',
    settled_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (is_drawn = 0 OR state <> 'free'),
    CHECK ((state = 'freed') = (freed_by IS NOT NULL)),
    CHECK (state <> 'freed' OR settled_at IS NOT NULL)
);
CREATE INDEX quality_sample_dealer ON quality_sample (dealer_id, job_id);
CREATE INDEX quality_sample_rank ON quality_sample (rank);
CREATE INDEX quality_sample_cause ON quality_sample (cause, job_id);
CREATE INDEX quality_sample_state_of ON quality_sample (state, dealer_id, job_id);
CREATE INDEX quality_sample_audited_by ON quality_sample (audited_by) WHERE audited_by IS NOT NULL;
CREATE INDEX quality_sample_freed_by ON quality_sample (freed_by) WHERE freed_by IS NOT NULL;

-- How closely each dealer's jobs are looked at, since when, and after which control.
CREATE TABLE quality_standing (
    dealer_id BIGINT PRIMARY KEY REFERENCES dealer (id),
    rank TEXT NOT NULL REFERENCES quality_rank (code),
    passes INTEGER NOT NULL CHECK (passes >= 0),
    since BIGINT NOT NULL,
    control_id BIGINT REFERENCES quality_control (id)
);
CREATE INDEX quality_standing_rank ON quality_standing (rank);
CREATE INDEX quality_standing_control ON quality_standing (control_id);

-- The job that makes good another one, after a control that this one failed.
CREATE TABLE quality_rework (
    job_id BIGINT PRIMARY KEY REFERENCES job (id),
    first_id BIGINT NOT NULL REFERENCES job (id),
    control_id BIGINT NOT NULL REFERENCES quality_control (id),
    -- 1 for the first one of a job, 2 where that failed too.
    nth INTEGER NOT NULL CHECK (nth > 0),
    made_at BIGINT NOT NULL,
    CHECK (job_id <> first_id)
);
CREATE INDEX quality_rework_first ON quality_rework (first_id, job_id);
CREATE INDEX quality_rework_control ON quality_rework (control_id);
APPEND_ONLY quality_rework;

-- Jobs by which a dealer makes good what he did himself; another dealer who does it for him has none.
CREATE VIEW job_rework AS
SELECT r.job_id, c.dealer_id, r.nth FROM quality_rework r JOIN quality_control c ON c.id = r.control_id WHERE c.cause = 'work';

-- Drawn jobs that earned their dealer something that was paid, and have not passed: there are none. What is opened by hand may be
-- paid already.
CREATE VIEW quality_breach AS
SELECT s.job_id FROM quality_sample s WHERE s.is_drawn = 1 AND s.state = 'held' AND s.audited_by IS NULL
AND (SELECT sum(e.amount) FROM claim k JOIN claim_payment y ON y.claim_id = k.id JOIN ledger_entry e ON e.id = y.entry_id
    WHERE k.job_id = s.job_id AND k.dealer_id = s.dealer_id AND y.state = 'paid') > 0;

-- What of a dealer's pay waits also for quality control.
DROP VIEW pay_hold;
CREATE VIEW pay_hold AS
SELECT e.job_id, e.dealer_id,
       CASE (SELECT s.value FROM setting s WHERE s.name = 'stock.hold') WHEN 'always' THEN e.born_on ELSE e.due_on + 1 END AS from_day
FROM part_debt e
WHERE e.state IN ('owed', 'sent')
AND EXISTS (SELECT 1 FROM setting s WHERE s.name = 'feature.stock' AND s.value = 'on')
AND NOT EXISTS (SELECT 1 FROM setting s WHERE s.name = 'stock.hold' AND s.value = 'never')
AND NOT EXISTS (SELECT 1 FROM part_charge c WHERE c.debt_id = e.id AND c.state = 'posted')
UNION ALL
SELECT v.job_id, v.dealer_id, 0 AS from_day FROM survey v
WHERE v.state = 'waiting' AND EXISTS (SELECT 1 FROM setting s WHERE s.name = 'survey_hold' AND s.value = '1')
UNION ALL
SELECT b.job_id, b.dealer_id, 0 AS from_day FROM survey_bad_hold b
UNION ALL
SELECT q.job_id, q.dealer_id, 0 AS from_day FROM quality_sample q WHERE q.state = 'held';
