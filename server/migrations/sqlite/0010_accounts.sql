-- Accounts: who signs in, and what they may do.
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    -- The name comments are signed with.
    name TEXT NOT NULL,
    -- The e-mail address, encrypted, and the keyed digest it is found by.
    email BLOB NOT NULL,
    email_digest BLOB NOT NULL UNIQUE,
    -- The password as an argon2id string; NULL while there is none.
    password_hash TEXT,
    -- owner, editor, author, contributor, moderator or member.
    role TEXT NOT NULL,
    -- The author the account signs reviews as; an author is one account's at most.
    author_id BIGINT UNIQUE REFERENCES authors (id),
    -- The visitor whose likes and comments are the account's; its cookie was given to nobody.
    visitor_id BIGINT NOT NULL UNIQUE REFERENCES visitors (id),
    -- Unix microseconds; disabled_at is NULL while the account may sign in.
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);
CREATE INDEX accounts_role ON accounts (role);

-- Sessions: the browsers an account is signed in with, known by the digest of an opaque cookie.
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    -- SHA-256 of the cookie's value.
    token_hash BLOB NOT NULL UNIQUE,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    -- The browser's family and system, such as "Firefox on Linux".
    browser TEXT NOT NULL,
    -- Whether the cookie outlives the browser.
    is_lasting BOOLEAN NOT NULL,
    -- Unix microseconds: when the password was last given, when it was last used, when it ends anyway.
    signed_in_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id, id);

-- Links that work once: the set-up of a new site, a forgotten password, an invitation.
CREATE TABLE links (
    id INTEGER PRIMARY KEY,
    -- setup, reset or invitation.
    kind TEXT NOT NULL,
    -- SHA-256 of the word in the link.
    token_hash BLOB NOT NULL UNIQUE,
    -- The account it is for, or the one that made it.
    account_id BIGINT REFERENCES accounts (id),
    -- The role an invitation gives.
    role TEXT,
    -- Unix microseconds; used_at is NULL until it was used.
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX links_kind ON links (kind, account_id);
