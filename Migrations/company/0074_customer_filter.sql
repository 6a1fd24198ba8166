-- By what the list of customers is narrowed, each in the list's own order.
CREATE INDEX customer_kind ON customer (kind, id);
CREATE INDEX customer_consent ON customer (consent, id);
CREATE INDEX customer_tagged ON customer (id) WHERE tags <> '';
