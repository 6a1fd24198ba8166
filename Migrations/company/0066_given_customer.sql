-- Whom the dealer was asked to call: a machine that goes over to another customer takes its service away from him.
ALTER TABLE plan_service ADD COLUMN given_customer_id BIGINT REFERENCES customer (id);
UPDATE plan_service SET given_customer_id = (SELECT u.customer_id FROM unit u WHERE u.id = plan_service.unit_id)
WHERE dealer_id IS NOT NULL;
CREATE INDEX plan_service_given_customer ON plan_service (given_customer_id);
