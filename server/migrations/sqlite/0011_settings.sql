-- Settings of the publication with their history: of each key the newest row is in force.
CREATE TABLE settings (
    id INTEGER PRIMARY KEY,
    -- What is set.
    key TEXT NOT NULL,
    -- To what.
    value TEXT NOT NULL,
    -- Who set it; NULL for the command line.
    account_id BIGINT REFERENCES accounts (id),
    -- Unix microseconds.
    created_at BIGINT NOT NULL
);
CREATE INDEX settings_key ON settings (key, id);
