-- To whom a machine of the workshop went, on what proof, and what he owes for it.
VOCABULARY fetch_proof ('code', 'identity');
VOCABULARY fetch_bill ('settled', 'credit', 'free');

CREATE TABLE hand_over (
    item_id BIGINT PRIMARY KEY REFERENCES bench_item (id),
    receiver TEXT NOT NULL,
    proof TEXT NOT NULL REFERENCES fetch_proof (code),
    -- Which paper was seen; never the code.
    shown TEXT NOT NULL,
    bill TEXT NOT NULL REFERENCES fetch_bill (code),
    -- In the smallest unit of the currency.
    amount BIGINT NOT NULL CHECK (amount >= 0),
    note TEXT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    CHECK ((bill = 'free') = (amount = 0))
);
CREATE INDEX hand_over_made_by ON hand_over (made_by);
APPEND_ONLY hand_over;
