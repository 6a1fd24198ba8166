-- One company's store. No table carries a company id: the store is the company.
-- Days are days since 1970-01-01, instants UTC seconds, money whole minor units, distances tenths of a kilometre.

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE number_series (
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (series, year)
);

-- A form that was sent twice finds here where its first sending led.
CREATE TABLE idempotency_key (
    key TEXT PRIMARY KEY,
    person_id BIGINT NOT NULL,
    location TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX idempotency_key_age ON idempotency_key (made_at);

-- The company's book of names; who may do what is in the directory. The id is the account's.
CREATE TABLE person (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    mobile TEXT NOT NULL,
    roles TEXT NOT NULL,
    dealer_id BIGINT,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'locked')),
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX person_dealer ON person (dealer_id);

-- Who invited, let in, locked or gave other roles to whom. While somebody is only invited he has a number and no id.
CREATE TABLE person_event (
    id IDENTITY_KEY,
    subject_id BIGINT REFERENCES person (id),
    subject_mobile TEXT NOT NULL,
    subject_name TEXT NOT NULL,
    invitation_id BIGINT,
    at BIGINT NOT NULL,
    person_id BIGINT,
    kind TEXT NOT NULL CHECK (kind IN ('invited', 'withdrawn', 'joined', 'roles', 'locked', 'unlocked')),
    roles_before TEXT NOT NULL DEFAULT '',
    roles_after TEXT NOT NULL DEFAULT '',
    dealer_before BIGINT,
    dealer_after BIGINT
);
CREATE INDEX person_event_subject ON person_event (subject_mobile, id);

CREATE TABLE province (
    id IDENTITY_KEY,
    name_fa TEXT NOT NULL UNIQUE,
    name_en TEXT NOT NULL,
    iso TEXT NOT NULL,
    area_code TEXT NOT NULL
);

CREATE TABLE city (
    id IDENTITY_KEY,
    province_id BIGINT NOT NULL REFERENCES province (id),
    name_fa TEXT NOT NULL,
    name_en TEXT NOT NULL,
    -- Other names that people write for it, with | between them.
    aliases TEXT NOT NULL DEFAULT '',
    is_capital INTEGER NOT NULL DEFAULT 0 CHECK (is_capital IN (0, 1)),
    latitude_e4 INTEGER NOT NULL,
    longitude_e4 INTEGER NOT NULL,
    UNIQUE (province_id, name_fa)
);

CREATE TABLE holiday (day INTEGER PRIMARY KEY, name_fa TEXT NOT NULL, name_en TEXT NOT NULL);

CREATE TABLE service_type (
    code TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    name_fa TEXT NOT NULL,
    name_en TEXT NOT NULL
);

-- The reasons people choose from; kind: decline, return, reassign, claim_reject, claim_send_back, cancel.
CREATE TABLE reason (
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    name_fa TEXT NOT NULL,
    name_en TEXT NOT NULL,
    PRIMARY KEY (kind, code)
);

CREATE TABLE product_group (
    id IDENTITY_KEY,
    code TEXT NOT NULL UNIQUE,
    name_fa TEXT NOT NULL,
    name_en TEXT NOT NULL,
    match_key TEXT NOT NULL UNIQUE
);

CREATE TABLE product_model (
    id IDENTITY_KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    group_id BIGINT NOT NULL REFERENCES product_group (id),
    warranty_months INTEGER NOT NULL CHECK (warranty_months BETWEEN 0 AND 600),
    warranty_from TEXT NOT NULL CHECK (warranty_from IN ('sale', 'installation')),
    periodic_months INTEGER CHECK (periodic_months BETWEEN 1 AND 600)
);
CREATE INDEX product_model_group ON product_model (group_id);

CREATE TABLE dealer (
    id IDENTITY_KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    manager TEXT NOT NULL,
    mobile TEXT NOT NULL,
    sheba TEXT NOT NULL,
    national_id TEXT NOT NULL,
    grade TEXT NOT NULL,
    city_id BIGINT NOT NULL REFERENCES city (id),
    daily_capacity INTEGER NOT NULL CHECK (daily_capacity BETWEEN 0 AND 10000),
    contract_from INTEGER NOT NULL,
    contract_to INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended')),
    CHECK (contract_from <= contract_to)
);

CREATE TABLE dealer_city (
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    city_id BIGINT NOT NULL REFERENCES city (id),
    PRIMARY KEY (dealer_id, city_id)
);
CREATE INDEX dealer_city_city ON dealer_city (city_id);

CREATE TABLE dealer_group (
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    group_id BIGINT NOT NULL REFERENCES product_group (id),
    PRIMARY KEY (dealer_id, group_id)
);

CREATE TABLE customer (
    id IDENTITY_KEY,
    mobile TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    made_at BIGINT NOT NULL
);

-- Folded words of a customer's name and the digits of his number, searched by prefix.
CREATE TABLE customer_word (
    word TEXT NOT NULL,
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    PRIMARY KEY (word, customer_id)
);
CREATE INDEX customer_word_customer ON customer_word (customer_id);

CREATE TABLE unit (
    id IDENTITY_KEY,
    serial TEXT NOT NULL UNIQUE,
    model_id BIGINT NOT NULL REFERENCES product_model (id),
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    purchased_on INTEGER,
    installed_on INTEGER
);
CREATE INDEX unit_customer ON unit (customer_id);
CREATE INDEX unit_model ON unit (model_id);

CREATE TABLE job (
    id IDENTITY_KEY,
    number TEXT NOT NULL UNIQUE,
    service_type TEXT NOT NULL REFERENCES service_type (code),
    state TEXT NOT NULL CHECK (state IN
        ('received', 'offered', 'accepted', 'scheduled', 'under_way', 'done', 'closed', 'returned', 'cancelled')),
    waiting TEXT CHECK (waiting IN ('part', 'customer', 'approval')),
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    group_id BIGINT NOT NULL REFERENCES product_group (id),
    city_id BIGINT NOT NULL REFERENCES city (id),
    province_id BIGINT NOT NULL REFERENCES province (id),
    address TEXT NOT NULL,
    stated_fault TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    received_on INTEGER NOT NULL,
    dealer_id BIGINT REFERENCES dealer (id),
    technician_id BIGINT REFERENCES person (id),
    accepted_at BIGINT,
    appointment_on INTEGER,
    appointment_from INTEGER CHECK (appointment_from BETWEEN 0 AND 1439),
    appointment_to INTEGER CHECK (appointment_to BETWEEN 0 AND 1439),
    completed_at BIGINT,
    completed_on INTEGER,
    outcome TEXT CHECK (outcome IN ('completed', 'checked_only', 'not_home', 'refused')),
    fault_code TEXT,
    warranty TEXT CHECK (warranty IN ('in', 'out', 'commitment')),
    version INTEGER NOT NULL DEFAULT 1,
    made_by BIGINT,
    CHECK (state NOT IN ('offered', 'accepted', 'scheduled', 'under_way', 'done', 'closed') OR dealer_id IS NOT NULL),
    CHECK (state NOT IN ('done', 'closed') OR completed_at IS NOT NULL)
);
-- Every list is by day of receipt and paged by (received_on, id). Each index serves one filter of it, alone or with a state.
CREATE INDEX job_newest ON job (received_on, id);
CREATE INDEX job_open ON job (received_on, id) WHERE state NOT IN ('done', 'closed', 'returned', 'cancelled');
CREATE INDEX job_state ON job (state, received_on, id);
CREATE INDEX job_city ON job (city_id, received_on, id);
CREATE INDEX job_city_state ON job (state, city_id, received_on, id);
CREATE INDEX job_province ON job (province_id, received_on, id);
CREATE INDEX job_province_state ON job (province_id, state, received_on, id);
CREATE INDEX job_dealer ON job (dealer_id, received_on, id);
CREATE INDEX job_dealer_state ON job (dealer_id, state, received_on, id);
CREATE INDEX job_dealer_done ON job (dealer_id, completed_on, id);
CREATE INDEX job_technician ON job (technician_id, received_on, id) WHERE technician_id IS NOT NULL;
CREATE INDEX job_technician_state ON job (technician_id, state, appointment_on, id);
CREATE INDEX job_group ON job (group_id, received_on, id);
CREATE INDEX job_service ON job (service_type, received_on, id);
CREATE INDEX job_customer ON job (customer_id);
CREATE INDEX job_unit ON job (unit_id);

CREATE TABLE job_event (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL REFERENCES job (id),
    at BIGINT NOT NULL,
    person_id BIGINT,
    kind TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT,
    -- JSON of what changed: names of facts with before and after, or the reason given.
    detail TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX job_event_job ON job_event (job_id, id);

-- One row for each time a job was put to a dealer, and what became of it.
CREATE TABLE assignment (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL REFERENCES job (id),
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    made_on INTEGER NOT NULL,
    made_reason TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('offered', 'accepted', 'declined', 'withdrawn', 'expired')),
    decided_by BIGINT,
    decided_at BIGINT,
    reason_code TEXT,
    reason_text TEXT NOT NULL DEFAULT ''
);
CREATE INDEX assignment_job ON assignment (job_id, id);
CREATE INDEX assignment_dealer_day ON assignment (dealer_id, made_on);
CREATE INDEX assignment_unanswered ON assignment (made_at) WHERE state = 'offered';
-- A job is with one dealer at most.
CREATE UNIQUE INDEX assignment_open ON assignment (job_id) WHERE state IN ('offered', 'accepted');

CREATE TABLE visit (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL REFERENCES job (id),
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    visited_at BIGINT NOT NULL,
    visited_on INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('completed', 'checked_only', 'not_home', 'refused', 'to_continue')),
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
    km_tenths INTEGER NOT NULL CHECK (km_tenths BETWEEN 0 AND 30000),
    symptom TEXT NOT NULL,
    remedy TEXT NOT NULL,
    customer_labour BIGINT NOT NULL CHECK (customer_labour >= 0),
    customer_parts BIGINT NOT NULL CHECK (customer_parts >= 0),
    note TEXT NOT NULL
);
CREATE INDEX visit_job ON visit (job_id, id);

CREATE TABLE visit_part (
    id IDENTITY_KEY,
    visit_id BIGINT NOT NULL REFERENCES visit (id),
    part TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 999)
);
CREATE INDEX visit_part_visit ON visit_part (visit_id);

-- The bytes lie in the company's blob folder under their SHA-256.
CREATE TABLE photo (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL REFERENCES job (id),
    visit_id BIGINT REFERENCES visit (id),
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp')),
    bytes BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX photo_job ON photo (job_id, id);

CREATE TABLE tariff (
    id IDENTITY_KEY,
    audience TEXT NOT NULL CHECK (audience IN ('dealers', 'technicians')),
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    state TEXT NOT NULL CHECK (state IN ('draft', 'active', 'retired')),
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    activated_by BIGINT,
    activated_at BIGINT,
    UNIQUE (audience, version),
    CHECK (valid_to IS NULL OR valid_from <= valid_to)
);

-- The cells of one rule as FEES.md names its columns (range_from is `from`, and so on), unread: Domain reads them.
CREATE TABLE tariff_rule (
    id IDENTITY_KEY,
    tariff_id BIGINT NOT NULL REFERENCES tariff (id),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    component TEXT NOT NULL,
    priority TEXT NOT NULL,
    service_type TEXT NOT NULL,
    product_group TEXT NOT NULL,
    product_model TEXT NOT NULL,
    warranty TEXT NOT NULL,
    dealer TEXT NOT NULL,
    dealer_grade TEXT NOT NULL,
    zone TEXT NOT NULL,
    outcome TEXT NOT NULL,
    day_kind TEXT NOT NULL,
    metric TEXT NOT NULL,
    range_from TEXT NOT NULL,
    range_to TEXT NOT NULL,
    method TEXT NOT NULL,
    amount TEXT NOT NULL,
    per TEXT NOT NULL,
    free TEXT NOT NULL,
    bands TEXT NOT NULL,
    base TEXT NOT NULL,
    least TEXT NOT NULL,
    most TEXT NOT NULL,
    scope TEXT NOT NULL,
    payer TEXT NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (tariff_id, code),
    UNIQUE (tariff_id, position)
);

-- Frozen: the inputs, the tariff and the lines of one job. A recomputation is a new row.
CREATE TABLE calculation (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL REFERENCES job (id),
    tariff_id BIGINT REFERENCES tariff (id),
    replaces_id BIGINT REFERENCES calculation (id),
    facts TEXT NOT NULL,
    payable BIGINT NOT NULL,
    currency TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX calculation_job ON calculation (job_id, id);

-- The list «no tariff»: done jobs that nothing has priced yet. A table of its own, since to look for them among all
-- done jobs would take longer with every year.
CREATE TABLE unpriced_job (
    job_id BIGINT PRIMARY KEY REFERENCES job (id),
    completed_on INTEGER NOT NULL
);

CREATE TABLE fee_line (
    id IDENTITY_KEY,
    calculation_id BIGINT NOT NULL REFERENCES calculation (id),
    position INTEGER NOT NULL,
    component TEXT NOT NULL,
    rule_code TEXT NOT NULL,
    quantity TEXT NOT NULL,
    amount BIGINT NOT NULL,
    payer TEXT NOT NULL CHECK (payer IN ('company', 'customer')),
    is_household_day INTEGER NOT NULL CHECK (is_household_day IN (0, 1)),
    reason TEXT NOT NULL,
    UNIQUE (calculation_id, position)
);

CREATE TABLE claim (
    id IDENTITY_KEY,
    job_id BIGINT NOT NULL UNIQUE REFERENCES job (id),
    calculation_id BIGINT NOT NULL REFERENCES calculation (id),
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    -- The month of the completion day in the company's calendar.
    period_year INTEGER NOT NULL,
    period_month INTEGER NOT NULL CHECK (period_month BETWEEN 1 AND 12),
    state TEXT NOT NULL CHECK (state IN
        ('submitted', 'sent_back', 'approved', 'part_approved', 'rejected')),
    claimed BIGINT NOT NULL,
    approved BIGINT,
    reason_code TEXT,
    reason_text TEXT NOT NULL DEFAULT '',
    submitted_at BIGINT NOT NULL,
    decided_by BIGINT,
    decided_at BIGINT,
    version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX claim_period ON claim (period_year, period_month, dealer_id, id);
CREATE INDEX claim_state ON claim (state, id);
CREATE INDEX claim_dealer ON claim (dealer_id, id);

-- What was decided on each company-paid line.
CREATE TABLE claim_line (
    id IDENTITY_KEY,
    claim_id BIGINT NOT NULL REFERENCES claim (id),
    fee_line_id BIGINT NOT NULL REFERENCES fee_line (id),
    claimed BIGINT NOT NULL,
    approved BIGINT,
    reason_code TEXT,
    UNIQUE (claim_id, fee_line_id)
);

CREATE TABLE claim_event (
    id IDENTITY_KEY,
    claim_id BIGINT NOT NULL REFERENCES claim (id),
    at BIGINT NOT NULL,
    person_id BIGINT,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX claim_event_claim ON claim_event (claim_id, id);

CREATE TABLE payout (
    id IDENTITY_KEY,
    number TEXT NOT NULL UNIQUE,
    period_year INTEGER NOT NULL,
    period_month INTEGER NOT NULL CHECK (period_month BETWEEN 1 AND 12),
    state TEXT NOT NULL CHECK (state IN ('draft', 'approved', 'paid', 'withdrawn')),
    total BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    approved_by BIGINT,
    approved_at BIGINT,
    paid_by BIGINT,
    paid_at BIGINT,
    -- The day the bank paid, as its statement says.
    paid_on INTEGER,
    bank_reference TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (approved_by IS NULL OR approved_by <> made_by),
    CHECK (state NOT IN ('approved', 'paid') OR approved_by IS NOT NULL),
    CHECK (state <> 'paid' OR (bank_reference IS NOT NULL AND paid_on IS NOT NULL))
);

-- Also what a withdrawn payout held, whose claims are free again.
CREATE TABLE payout_event (
    id IDENTITY_KEY,
    payout_id BIGINT NOT NULL REFERENCES payout (id),
    at BIGINT NOT NULL,
    person_id BIGINT,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT ''
);
CREATE INDEX payout_event_payout ON payout_event (payout_id, id);

CREATE TABLE payout_item (
    id IDENTITY_KEY,
    payout_id BIGINT NOT NULL REFERENCES payout (id),
    position INTEGER NOT NULL,
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    amount BIGINT NOT NULL,
    sheba TEXT NOT NULL,
    payee TEXT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    UNIQUE (payout_id, dealer_id)
);
CREATE INDEX payout_item_dealer ON payout_item (dealer_id);

-- A claim is in one payout at most, ever, unless that payout was withdrawn before it was paid.
CREATE TABLE payout_claim (
    claim_id BIGINT PRIMARY KEY REFERENCES claim (id),
    item_id BIGINT NOT NULL REFERENCES payout_item (id),
    amount BIGINT NOT NULL
);
CREATE INDEX payout_claim_item ON payout_claim (item_id);

-- Append only. The dealer's balance is the sum of his rows.
CREATE TABLE ledger_entry (
    id IDENTITY_KEY,
    dealer_id BIGINT NOT NULL REFERENCES dealer (id),
    at BIGINT NOT NULL,
    on_day INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('fee', 'payment', 'adjustment')),
    amount BIGINT NOT NULL,
    claim_id BIGINT REFERENCES claim (id),
    payout_item_id BIGINT REFERENCES payout_item (id),
    note TEXT NOT NULL DEFAULT ''
);
CREATE INDEX ledger_entry_dealer ON ledger_entry (dealer_id, id);
CREATE UNIQUE INDEX ledger_entry_claim ON ledger_entry (claim_id, kind);
CREATE UNIQUE INDEX ledger_entry_item ON ledger_entry (payout_item_id);

CREATE TABLE import (
    id IDENTITY_KEY,
    kind TEXT NOT NULL CHECK (kind IN ('dealers', 'products', 'requests', 'tariff')),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('preview', 'running', 'done', 'failed')),
    -- JSON: the columns of the file, which of them is which of ours, and from when a tariff is valid.
    columns TEXT NOT NULL,
    records INTEGER NOT NULL,
    read INTEGER NOT NULL DEFAULT 0,
    imported INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    -- When the run last said that it is alive; a running import that has been silent may be started again.
    beat_at BIGINT NOT NULL,
    ended_at BIGINT
);

CREATE TABLE import_refusal (
    id IDENTITY_KEY,
    import_id BIGINT NOT NULL REFERENCES import (id),
    record INTEGER NOT NULL,
    column_name TEXT NOT NULL,
    reason_key TEXT NOT NULL,
    -- JSON arrays: the places of the sentence, and the record's cells as they stood.
    reason_values TEXT NOT NULL,
    cells TEXT NOT NULL
);
CREATE INDEX import_refusal_import ON import_refusal (import_id, record);
