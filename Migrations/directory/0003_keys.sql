-- A person's links are asked for, and thrown away with each that is made.
CREATE INDEX password_reset_account ON password_reset (account_id);
