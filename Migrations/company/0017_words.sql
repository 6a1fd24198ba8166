-- Words that will grow with the rooms to come are rows of tables, not lists of a CHECK: the next kind is an INSERT in the step
-- that brings it. What may stand in a column was in its CHECK until here.
--
-- Left as CHECKs: states (of a job, an assignment, a claim, a payout, an import …), since each of them stands in a switch and in
-- other CHECKs of its table and a further one is more than a word; pairs that are closed by the trade (who pays a line, low to
-- high, the two calendars, what a percentage is taken of, the three verdicts of a warranty); what prices a dealer, and for whom
-- a tariff is. Left without a list, as they were: the kinds of events of jobs, claims, payouts and dealers, the kinds of reasons
-- and the codes of findings, which widen by themselves.
-- Where one of them must widen after all, VOCABULARY and KEY do it in a moment, whatever the table holds.

VOCABULARY ledger_kind
    ('fee', 'penalty', 'adjustment', 'reversal', 'insurance_retention', 'performance_retention', 'retention_release',
     'withholding', 'vat', 'cash_collected', 'part_charge', 'advance', 'payment', 'payment_return');
KEY ledger_entry.kind TO ledger_kind (code);
KEY payout_item_sum.kind TO ledger_kind (code);

VOCABULARY account_row_kind
    ('cash_collected', 'part_charge', 'advance', 'credit', 'debit', 'insurance_release', 'performance_release');
KEY account_row.kind TO account_row_kind (code);

VOCABULARY deduction_kind ('insurance_retention', 'performance_retention', 'withholding', 'vat');
KEY deduction_rule.kind TO deduction_kind (code);
KEY payout_deduction.kind TO deduction_kind (code);

VOCABULARY payment_method ('paya', 'satna');
KEY payment_limit.method TO payment_method (code);
KEY bank_order.method TO payment_method (code);

VOCABULARY import_kind ('dealers', 'products', 'requests', 'tariff');
KEY import.kind TO import_kind (code);

VOCABULARY person_event_kind ('invited', 'withdrawn', 'joined', 'roles', 'locked', 'unlocked');
KEY person_event.kind TO person_event_kind (code);

VOCABULARY tariff_event_kind
    ('made', 'changed', 'rule_added', 'rule_changed', 'rule_removed', 'thrown_away', 'activated', 'ended');
KEY tariff_event.kind TO tariff_event_kind (code);

VOCABULARY bank_format_event_kind ('made', 'changed', 'closed', 'opened');
KEY bank_format_event.kind TO bank_format_event_kind (code);

-- What a job waits for: the workshop and the warehouse will add to it.
VOCABULARY job_waiting ('part', 'customer', 'approval');
KEY job.waiting TO job_waiting (code);

-- How a job ended, and how one visit of it did.
VOCABULARY job_outcome ('completed', 'checked_only', 'not_home', 'refused');
KEY job.outcome TO job_outcome (code);
VOCABULARY visit_outcome ('completed', 'checked_only', 'not_home', 'refused', 'to_continue');
KEY visit.outcome TO visit_outcome (code);

-- Scans and signatures will not all be pictures.
VOCABULARY media_type ('image/jpeg', 'image/png', 'image/webp');
KEY photo.media_type TO media_type (code);

-- What a warranty begins with.
VOCABULARY warranty_start ('sale', 'installation');
KEY product_model.warranty_from TO warranty_start (code);
