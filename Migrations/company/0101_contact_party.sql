-- Who was taken for the other side of a contact before that was put right.
CREATE TABLE contact_party (
    id IDENTITY_KEY,
    contact_id BIGINT NOT NULL REFERENCES contact (id),
    customer_id BIGINT REFERENCES customer (id),
    dealer_id BIGINT REFERENCES dealer (id),
    party TEXT NOT NULL,
    phone TEXT NOT NULL,
    line TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX contact_party_contact ON contact_party (contact_id, id);
CREATE INDEX contact_party_customer ON contact_party (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX contact_party_phone ON contact_party (phone) WHERE customer_id IS NULL;
CREATE INDEX contact_party_dealer ON contact_party (dealer_id);
CREATE INDEX contact_party_made_by ON contact_party (made_by);
