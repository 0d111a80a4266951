-- Authors: who signs a review. Exists without an account.
CREATE TABLE authors (
    id INTEGER PRIMARY KEY,
    -- The permalink's word.
    slug TEXT NOT NULL UNIQUE,
    -- The name reviews are signed with.
    name TEXT NOT NULL,
    -- A few sentences about the author, plain text.
    biography TEXT NOT NULL DEFAULT ''
);
