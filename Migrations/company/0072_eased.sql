-- While the operator lets one person of a company do what two do, he may also check and approve a payout that he has made,
-- confirm a row of an account or a recomputation, take a claim back and decide an appeal. Why stands with each; empty where
-- there were two.
ALTER TABLE payout ADD COLUMN check_eased TEXT NOT NULL DEFAULT '';
ALTER TABLE payout ADD COLUMN approve_eased TEXT NOT NULL DEFAULT '';
RULE payout (checked_by, made_by) IS checked_by IS NULL OR checked_by <> made_by OR check_eased <> '';
RULE payout (approved_by, made_by) IS approved_by IS NULL OR approved_by <> made_by OR approve_eased <> '';

ALTER TABLE account_row ADD COLUMN eased TEXT NOT NULL DEFAULT '';
RULE account_row (decided_by, made_by, state) IS state NOT IN ('posted', 'refused') OR decided_by <> made_by OR eased <> '';

ALTER TABLE recomputation ADD COLUMN eased TEXT NOT NULL DEFAULT '';
RULE recomputation (decided_by, proposed_by) IS decided_by IS NULL OR decided_by <> proposed_by OR eased <> '';

ALTER TABLE claim_reversal ADD COLUMN eased TEXT NOT NULL DEFAULT '';
RULE claim_reversal (decided_by, proposed_by, state)
    IS state <> 'confirmed' OR decided_by IS NOT NULL AND (decided_by <> proposed_by OR eased <> '');

ALTER TABLE claim_appeal ADD COLUMN eased TEXT NOT NULL DEFAULT '';
RULE claim_appeal (decided_by, line_decided_by)
    IS decided_by IS NULL OR line_decided_by IS NULL OR decided_by <> line_decided_by OR eased <> '';
