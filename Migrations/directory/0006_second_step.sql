-- The second step of a sign-in: what a person's telephone makes codes of, sealed with the server's key (`secret.key`), and the
-- last step of time whose code was used, since each opens once.
CREATE TABLE second_step (
    account_id BIGINT PRIMARY KEY REFERENCES account (id),
    secret TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    last_step BIGINT NOT NULL
);

-- For whoever has lost the telephone: each once. Hashed with the server's key.
CREATE TABLE recovery_code (
    account_id BIGINT NOT NULL REFERENCES account (id),
    code_hash TEXT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account_id, code_hash)
);

-- Whoever has given the right password and still owes the code.
CREATE TABLE half_sign_in (
    token_hash TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    ends_at BIGINT NOT NULL
);
CREATE INDEX half_sign_in_ends ON half_sign_in (ends_at);
CREATE INDEX half_sign_in_account ON half_sign_in (account_id);

-- Whose roles need one, as the company's book says (`setting`); the directory follows it.
ALTER TABLE company ADD COLUMN second_step_roles TEXT NOT NULL DEFAULT '';
