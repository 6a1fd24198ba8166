-- Where a key leads: indexes for those whose other end is deleted or asked for, and people who are in the company's book.

-- A line of a claim may be taken away while the claim is a draft, and then the whole account was walked.
CREATE INDEX ledger_entry_claim_line ON ledger_entry (claim_line_id) WHERE claim_line_id IS NOT NULL;
CREATE INDEX claim_reversal_all ON claim_reversal (claim_id, id);
CREATE INDEX bank_batch_format ON bank_batch (format_version_id, id);
CREATE INDEX bank_order_file ON bank_order (file_id);

-- Who proposed, confirmed, decided or paid: two people stand behind each of these, and the book must know them. Nobody is NULL.
-- The doctor looks after the columns that are left: those of the work, where each key would cost something with every visit,
-- and import.made_by and the tariff's, where the operator of the portal is 0.
KEY ledger_entry.made_by TO person (id);
KEY account_row.made_by TO person (id);
KEY account_row.decided_by TO person (id);
KEY deduction_rule.made_by TO person (id);
KEY deduction_rule.ended_by TO person (id);
KEY payment_limit.person_id TO person (id);
KEY payment_block.made_by TO person (id);
KEY payment_block.lifted_by TO person (id);
KEY payout.made_by TO person (id);
KEY payout.checked_by TO person (id);
KEY payout.approved_by TO person (id);
KEY payout.sent_by TO person (id);
KEY payout.paid_by TO person (id);
KEY bank_batch.made_by TO person (id);
KEY bank_answer.made_by TO person (id);
KEY bank_answer.taken_by TO person (id);
KEY sheba_change.asked_by TO person (id);
KEY sheba_change.decided_by TO person (id);
KEY claim_appeal.made_by TO person (id);
KEY claim_appeal.line_decided_by TO person (id);
KEY claim_appeal.decided_by TO person (id);
KEY claim_reversal.proposed_by TO person (id);
KEY claim_reversal.decided_by TO person (id);
KEY recomputation.proposed_by TO person (id);
KEY recomputation.decided_by TO person (id);
