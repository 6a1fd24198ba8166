-- The invoice that the company writes in the name of a dealer who is registered for value added tax, once his row of a payout
-- is paid. What stands on it is kept as it was; the amounts are those of the row. Cancelled where the bank gave the row back.
CREATE TABLE invoice (
    id IDENTITY_KEY,
    number TEXT NOT NULL UNIQUE,
    item_id BIGINT NOT NULL UNIQUE REFERENCES payout_item (id),
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    on_day INTEGER NOT NULL,
    seller_name TEXT NOT NULL,
    seller_code TEXT NOT NULL,
    seller_national_id TEXT NOT NULL,
    buyer_code TEXT NOT NULL,
    buyer_national_id TEXT NOT NULL,
    cancelled_on INTEGER
);
CREATE INDEX invoice_dealer ON invoice (dealer_id, id);
