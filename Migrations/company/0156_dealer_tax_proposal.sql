-- How a dealer is taxed is changed by two people.
INSERT INTO proposal_kind (code) VALUES ('dealer_tax');
