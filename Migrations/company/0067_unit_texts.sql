-- Whose a machine was when something was written about it: a machine goes from one to another, what was written of one does not.
ALTER TABLE unit_extension ADD COLUMN customer_id BIGINT REFERENCES customer (id);
UPDATE unit_extension SET customer_id = (SELECT u.customer_id FROM unit u WHERE u.id = unit_extension.unit_id);
CREATE INDEX unit_extension_customer ON unit_extension (customer_id);
-- Whose it was when somebody wrote why its warranty is void.
ALTER TABLE unit ADD COLUMN void_customer_id BIGINT REFERENCES customer (id);
UPDATE unit SET void_customer_id = customer_id WHERE void_reason <> '';
CREATE INDEX unit_void_customer ON unit (void_customer_id) WHERE void_customer_id IS NOT NULL;
