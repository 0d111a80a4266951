-- Links to a draft for somebody without an account, until they are taken back.
CREATE TABLE preview_links (
    id INTEGER PRIMARY KEY,
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    -- SHA-256 of the word in the link.
    token_hash BLOB NOT NULL UNIQUE,
    -- Who gave it out.
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    -- Unix microseconds; revoked_at is NULL while it works.
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX preview_links_review ON preview_links (review_id, id);
