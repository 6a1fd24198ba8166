-- What of a dealer's pay waits for parts owed, and the closed day of the warehouse, are changed by two people.
INSERT INTO proposal_kind (code) VALUES ('stock_hold'), ('stock_closed');
