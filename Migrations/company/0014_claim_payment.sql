-- What the treasury tells the wings below it of a claim's payment: they read no table of payouts themselves.
CREATE VIEW claim_payment AS
    SELECT e.claim_id, e.id AS entry_id, i.payout_id, i.state
    FROM ledger_entry e JOIN payout_entry pe ON pe.entry_id = e.id JOIN payout_item i ON i.id = pe.item_id;

CREATE VIEW payout_number AS SELECT id, number FROM payout;
