-- Visitors: browsers without an account, known by the digest of an opaque cookie.
CREATE TABLE visitors (
    id INTEGER PRIMARY KEY,
    -- SHA-256 of the cookie's value.
    token_hash BLOB NOT NULL UNIQUE,
    -- Unix microseconds.
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    -- What the visitor asked to be remembered; the e-mail address is encrypted.
    name TEXT NOT NULL DEFAULT '',
    email BLOB,
    website TEXT NOT NULL DEFAULT ''
);

-- Comments.
CREATE TABLE comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    -- The comment it answers.
    parent_id BIGINT REFERENCES comments (id),
    -- The place of its root among the roots of the thread, from 1, for good; 0 for a mention.
    root_position INTEGER NOT NULL,
    -- comment, pingback or trackback.
    kind TEXT NOT NULL,
    -- published, removed, held, spam or trashed.
    state TEXT NOT NULL,
    -- Who wrote it, as far as known: a visitor, an author, or neither for an imported one.
    visitor_id BIGINT REFERENCES visitors (id),
    author_id BIGINT REFERENCES authors (id),
    name TEXT NOT NULL,
    -- The e-mail address, encrypted.
    email BLOB,
    website TEXT,
    -- The text as typed (Markdown), as rendered, and by which version of the rules.
    body_source TEXT NOT NULL,
    body_html TEXT NOT NULL,
    body_rules INTEGER NOT NULL,
    -- What a client sends to post once only.
    client_key TEXT,
    -- Unix microseconds.
    posted_at BIGINT NOT NULL,
    edited_at BIGINT,
    -- Kept equal to the rows it counts, in the same transaction.
    like_count BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX comments_thread ON comments (review_id, root_position, id);
CREATE INDEX comments_best ON comments (review_id, like_count, id) WHERE parent_id IS NULL;
CREATE INDEX comments_parent ON comments (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX comments_latest ON comments (posted_at, id) WHERE state = 'published' AND kind = 'comment';
CREATE INDEX comments_visitor ON comments (visitor_id, posted_at);
CREATE UNIQUE INDEX comments_client_key ON comments (visitor_id, client_key) WHERE client_key IS NOT NULL;

-- What a comment said before it was edited.
CREATE TABLE comment_revisions (
    comment_id BIGINT NOT NULL REFERENCES comments (id),
    -- When it was replaced, Unix microseconds.
    replaced_at BIGINT NOT NULL,
    body_source TEXT NOT NULL,
    PRIMARY KEY (comment_id, replaced_at)
);
