-- Who exists, and who belongs where. Nothing of a company's work is here.
CREATE TABLE company (
    id IDENTITY_KEY,
    slug TEXT NOT NULL UNIQUE,
    name_fa TEXT NOT NULL,
    name_en TEXT NOT NULL,
    place TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    made_at BIGINT NOT NULL
);

-- One person = one mobile number, whatever companies he belongs to.
CREATE TABLE account (
    id BIGINT PRIMARY KEY,
    mobile TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password TEXT NOT NULL,
    language TEXT NOT NULL DEFAULT 'fa' CHECK (language IN ('fa', 'en')),
    made_at BIGINT NOT NULL
);

CREATE TABLE membership (
    company_id BIGINT NOT NULL REFERENCES company (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    dealer_id BIGINT,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'locked')),
    -- That of the person in the company's book: an older state never overtakes a newer one.
    version BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (company_id, account_id)
);
CREATE INDEX membership_account ON membership (account_id);

-- The token itself is only in the person's cookie; here is its SHA-256.
CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    made_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    device TEXT NOT NULL
);
CREATE INDEX session_account ON session (account_id);

-- Wrong passwords by mobile number, whether an account has it or not: a stranger learns nothing from a lock.
CREATE TABLE sign_in_failure (
    mobile TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    locked_until BIGINT NOT NULL
);

CREATE TABLE invitation (
    id IDENTITY_KEY,
    token_hash TEXT NOT NULL UNIQUE,
    company_id BIGINT NOT NULL REFERENCES company (id),
    mobile TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    dealer_id BIGINT,
    made_by BIGINT NOT NULL REFERENCES account (id),
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    -- Its link was used to choose a password: the link is spent, whether an account was there or not.
    completed_at BIGINT,
    -- The account that the link made; where one was there before, nobody.
    account_id BIGINT REFERENCES account (id),
    -- Accepted by its owner; from then on it cannot be withdrawn. Used: he is a member.
    accepted_at BIGINT,
    used_at BIGINT,
    withdrawn_at BIGINT
);
CREATE INDEX invitation_company ON invitation (company_id, made_at);
CREATE INDEX invitation_mobile ON invitation (mobile);

CREATE TABLE password_reset (
    token_hash TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_at BIGINT
);
