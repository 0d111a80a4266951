-- What happened, in order: written with the change it tells of, read by open pages.
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The review it is about; NULL for the publication as a whole.
    review_id BIGINT REFERENCES reviews (id),
    -- likes, comment, comment-changed, comment-removed or review.
    kind TEXT NOT NULL,
    -- JSON.
    payload TEXT NOT NULL,
    -- Unix microseconds.
    created_at BIGINT NOT NULL
);
CREATE INDEX events_review ON events (review_id, seq);
