-- While the store is being moved elsewhere a row stands here, and nobody else writes.
CREATE TABLE seal (token TEXT PRIMARY KEY, until_at BIGINT NOT NULL);
