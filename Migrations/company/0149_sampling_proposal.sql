-- Which jobs of dealers are controlled, and not paid before they passed, is changed by two people.
INSERT INTO proposal_kind (code) VALUES ('quality_sampling');
