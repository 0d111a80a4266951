-- What an import has taken, so that a second run adds nothing.
CREATE TABLE imports (
    -- The address of the site it came from.
    source TEXT NOT NULL,
    -- author, review, comment or media.
    kind TEXT NOT NULL,
    -- What it was called there.
    old_id TEXT NOT NULL,
    -- What it is called here.
    new_id BIGINT NOT NULL,
    PRIMARY KEY (source, kind, old_id)
);

-- Old addresses and where their pages are now.
CREATE TABLE redirects (
    -- The path without a slash at its end, with its query where that is what tells pages apart.
    path TEXT NOT NULL PRIMARY KEY,
    target TEXT NOT NULL
);
