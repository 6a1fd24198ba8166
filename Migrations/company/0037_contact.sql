-- Every contact of the company with somebody outside of it, whatever the channel: who, what about, who is asked, what came of it.
VOCABULARY contact_channel ('phone', 'sms', 'visit', 'email', 'letter', 'fax', 'web', 'ticket');
VOCABULARY contact_kind ('question', 'request', 'complaint', 'suggestion', 'criticism');

CREATE TABLE contact (
    id IDENTITY_KEY,
    number TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL REFERENCES contact_kind (code),
    channel TEXT NOT NULL REFERENCES contact_channel (code),
    direction TEXT NOT NULL CHECK (direction IN ('incoming', 'outgoing')),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    -- Who is at the other end: one of ours where he is known, and what he called himself.
    customer_id BIGINT REFERENCES customer (id),
    dealer_id BIGINT REFERENCES dealer (id),
    party TEXT NOT NULL,
    -- As `CallerNumber` reads it; empty where none was said.
    phone TEXT NOT NULL,
    line TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL CHECK (subject <> ''),
    body TEXT NOT NULL,
    owner_id BIGINT NOT NULL REFERENCES person (id),
    due_on INTEGER,
    -- How grave it is and what caused it; of complaints alone.
    severity TEXT CHECK (severity IN ('low', 'medium', 'high')),
    cause TEXT,
    -- What the company did, and what the other side was told.
    done TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT '',
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    closed_by BIGINT REFERENCES person (id),
    closed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (kind = 'complaint' OR (severity IS NULL AND cause IS NULL)),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
    CHECK ((closed_by IS NULL) = (closed_at IS NULL))
);
CREATE INDEX contact_open ON contact (id) WHERE state = 'open';
CREATE INDEX contact_kind_of ON contact (kind, id);
CREATE INDEX contact_channel_of ON contact (channel);
CREATE INDEX contact_customer ON contact (customer_id, id);
CREATE INDEX contact_stranger ON contact (phone) WHERE customer_id IS NULL;
CREATE INDEX contact_dealer ON contact (dealer_id, id);
CREATE INDEX contact_owner ON contact (owner_id, id) WHERE state = 'open';
CREATE INDEX contact_owner_all ON contact (owner_id);
CREATE INDEX contact_made_by ON contact (made_by);
CREATE INDEX contact_closed_by ON contact (closed_by);

-- The words by which a contact is found, each compared by its beginning.
CREATE TABLE contact_word (
    word TEXT NOT NULL,
    contact_id BIGINT NOT NULL REFERENCES contact (id),
    PRIMARY KEY (word, contact_id)
);
CREATE INDEX contact_word_contact ON contact_word (contact_id);

-- A person or a unit is asked about a contact, by a day; several may be, at once or one after the other.
CREATE TABLE contact_referral (
    id IDENTITY_KEY,
    contact_id BIGINT NOT NULL REFERENCES contact (id),
    to_person BIGINT REFERENCES person (id),
    -- A role of the head office.
    to_unit TEXT,
    text TEXT NOT NULL,
    due_on INTEGER,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'withdrawn')),
    answer TEXT NOT NULL DEFAULT '',
    ended_by BIGINT REFERENCES person (id),
    ended_at BIGINT,
    CHECK ((to_person IS NULL) <> (to_unit IS NULL)),
    CHECK ((state = 'open') = (ended_at IS NULL)),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL)),
    CHECK (state <> 'answered' OR answer <> '')
);
CREATE INDEX contact_referral_contact ON contact_referral (contact_id, id);
CREATE INDEX contact_referral_person ON contact_referral (to_person, contact_id) WHERE state = 'open';
CREATE INDEX contact_referral_unit ON contact_referral (to_unit, contact_id) WHERE state = 'open';
CREATE INDEX contact_referral_asker ON contact_referral (made_by, contact_id) WHERE state = 'open';
CREATE INDEX contact_referral_to ON contact_referral (to_person);
CREATE INDEX contact_referral_made_by ON contact_referral (made_by);
CREATE INDEX contact_referral_ended_by ON contact_referral (ended_by);

INSERT INTO attachment_subject (code) VALUES ('contact');
-- What complaints come from; a company changes the list.
INSERT INTO reason (kind, code, position, name_fa, name_en)
SELECT 'complaint', c.code, c.position, c.name_fa, c.name_en FROM (
    SELECT 'late_visit' AS code, 1 AS position, 'تأخیر در مراجعه' AS name_fa, 'The visit was late' AS name_en
    UNION ALL SELECT 'fault_again', 2, 'تکرار ایراد پس از تعمیر', 'The fault came back after the repair'
    UNION ALL SELECT 'conduct', 3, 'برخورد نامناسب', 'Improper conduct'
    UNION ALL SELECT 'overcharged', 4, 'مبلغ دریافتی', 'What was charged'
    UNION ALL SELECT 'part_missing', 5, 'نبود یا کیفیت قطعه', 'A part is missing or bad'
    UNION ALL SELECT 'bad_product', 6, 'کیفیت محصول', 'Quality of the product'
    UNION ALL SELECT 'other_cause', 7, 'علت دیگر', 'Another cause'
) c WHERE EXISTS (SELECT 1 FROM reason);
