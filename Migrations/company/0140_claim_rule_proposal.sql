-- Rules of claims and standard times are changed by two people.
INSERT INTO proposal_kind (code) VALUES ('claim_rule'), ('standard_times');
