-- Where a machine stood before it waited for parts: there it goes on once they are here.
ALTER TABLE bench_item ADD COLUMN waits_from TEXT REFERENCES bench_state (code);
