-- What a person signs in with is a login; an account is a dealer's money.
ALTER TABLE account RENAME TO login;
ALTER TABLE membership RENAME COLUMN account_id TO login_id;
ALTER TABLE session RENAME COLUMN account_id TO login_id;
ALTER TABLE invitation RENAME COLUMN account_id TO login_id;
ALTER TABLE password_reset RENAME COLUMN account_id TO login_id;
ALTER TABLE second_step RENAME COLUMN account_id TO login_id;
ALTER TABLE recovery_code RENAME COLUMN account_id TO login_id;
ALTER TABLE half_sign_in RENAME COLUMN account_id TO login_id;
ALTER TABLE known_device RENAME COLUMN account_id TO login_id;
ALTER TABLE sign_in_code RENAME COLUMN account_id TO login_id;
