-- When a customer's name, number and addresses were taken out; his row stays for the jobs that name it.
ALTER TABLE customer ADD COLUMN erased_at BIGINT;
