-- What was written down stays as it was: the engine holds to it, whoever asks. A step that must fill in a new column says
-- CHANGEABLE before and APPEND_ONLY after.

-- What was computed and what is owed for it.
APPEND_ONLY calculation;
APPEND_ONLY fee_line;
APPEND_ONLY ledger_entry;

-- Frozen with a weighing of a claim, and with the payout that they are part of.
APPEND_ONLY claim_finding;
APPEND_ONLY payout_item_sum;
APPEND_ONLY payout_deduction;

-- Of these the later row counts.
APPEND_ONLY bank_format_version;
APPEND_ONLY payment_limit;

-- Who did what.
APPEND_ONLY event;
APPEND_ONLY job_event;
APPEND_ONLY claim_event;
APPEND_ONLY claim_rule_event;
APPEND_ONLY tariff_event;
APPEND_ONLY payout_event;
APPEND_ONLY bank_format_event;
APPEND_ONLY dealer_event;
APPEND_ONLY person_event;
