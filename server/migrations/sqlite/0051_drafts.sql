-- Drafts: the editor's fields as they were typed, beside the published text where there is one.
CREATE TABLE drafts (
    review_id BIGINT NOT NULL PRIMARY KEY REFERENCES reviews (id),
    -- Grows by one with each save; whoever saves says which one they began with.
    version BIGINT NOT NULL,
    -- The title as typed, for the desk's list.
    title TEXT NOT NULL,
    -- All fields, JSON.
    fields TEXT NOT NULL,
    -- Whether it says anything that the published text does not.
    has_changes BOOLEAN NOT NULL,
    -- Unix microseconds, and by which account.
    saved_at BIGINT NOT NULL,
    saved_by BIGINT REFERENCES accounts (id)
);

-- Saves by the key their sender gave them, so that one sent twice is one.
CREATE TABLE draft_saves (
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    save_key TEXT NOT NULL,
    version BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (review_id, save_key)
);

-- Revisions: every text that was published, and every draft that another one replaced.
CREATE TABLE revisions (
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    number INTEGER NOT NULL,
    -- Whether readers have seen it; the others are drafts that were put aside.
    is_published BOOLEAN NOT NULL,
    -- All fields, JSON.
    fields TEXT NOT NULL,
    -- Unix microseconds, and by which account; NULL for texts from before there were revisions.
    made_at BIGINT NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    PRIMARY KEY (review_id, number)
);
