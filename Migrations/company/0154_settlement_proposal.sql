-- How many people watch over payouts, and what an open claim keeps from being paid, is changed by two people.
INSERT INTO proposal_kind (code) VALUES ('settlement');
