-- All amounts of a draft changed by a percentage.
INSERT INTO tariff_event_kind (code) VALUES ('raised');
