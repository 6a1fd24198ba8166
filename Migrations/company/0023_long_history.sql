-- Lists that walked through what was done long ago.

-- What a dealer has in hand, whatever he has done before.
CREATE INDEX job_in_hand ON job (dealer_id, state, appointment_on, id)
    WHERE state IN ('offered', 'accepted', 'scheduled', 'under_way');

-- What was decided lately of a dealer's claims. In part, and without what they come to, so that no other list takes it for
-- the best: the claims that wait for a decision took 28 ms instead of 4 beside an index of more columns.
CREATE INDEX claim_dealer_decided ON claim (dealer_id, decided_at) WHERE decided_at IS NOT NULL;

-- The claims that are not decided for good, for what is owed and what a payout leaves out.
CREATE INDEX claim_open ON claim (dealer_id, state, claimed, job_id) WHERE state IN ('draft', 'submitted', 'sent_back');

-- Whether one customer is called so, without a list of all who are.
DROP INDEX customer_word_customer;
CREATE INDEX customer_word_customer ON customer_word (customer_id, word);
