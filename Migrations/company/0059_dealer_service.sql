-- Whom the company has asked to call about a service; NULL where it calls itself.
ALTER TABLE plan_service ADD COLUMN dealer_id BIGINT REFERENCES dealer (id);
ALTER TABLE plan_service ADD COLUMN given_by BIGINT REFERENCES person (id);
CREATE INDEX plan_service_dealer ON plan_service (dealer_id);
CREATE INDEX plan_service_given_by ON plan_service (given_by);
CREATE INDEX plan_service_dealer_call ON plan_service (dealer_id, call_on, id) WHERE state IN ('due', 'called');
