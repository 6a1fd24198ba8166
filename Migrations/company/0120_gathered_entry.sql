-- What the treasury tells the ledger below it: which rows of accounts a payout has gathered, and for which of its rows.
CREATE VIEW gathered_entry AS
    SELECT p.entry_id, p.item_id, i.payout_id FROM payout_entry p JOIN payout_item i ON i.id = p.item_id;
