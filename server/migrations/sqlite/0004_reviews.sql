-- Reviews, and pages, which are written like reviews without a film.
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    -- review or page.
    kind TEXT NOT NULL,
    -- The permalink's word.
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    film_id BIGINT REFERENCES films (id),
    -- The author's rating in half steps, on a scale of so many whole points.
    rating_halves INTEGER,
    rating_out_of INTEGER,
    -- The author's own one line; empty when there is none.
    summary TEXT NOT NULL DEFAULT '',
    -- The words it opens with, and who says them.
    epigraph_text TEXT,
    epigraph_speaker TEXT,
    -- The picture it opens with: what it shows, and whose it is. With text but no media it is missing.
    still_media_id BIGINT REFERENCES media (id),
    still_alt TEXT NOT NULL DEFAULT '',
    still_credit TEXT NOT NULL DEFAULT '',
    -- The text as typed (Markdown), as rendered, and by which version of the rules.
    body_source TEXT NOT NULL,
    body_html TEXT NOT NULL,
    body_rules INTEGER NOT NULL,
    -- Its first words as plain text.
    excerpt TEXT NOT NULL DEFAULT '',
    word_count INTEGER NOT NULL,
    comments_open BOOLEAN NOT NULL DEFAULT TRUE,
    -- Unix microseconds; NULL while a draft.
    published_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- Kept equal to the rows they count, in the same transaction.
    like_count BIGINT NOT NULL DEFAULT 0,
    comment_count BIGINT NOT NULL DEFAULT 0,
    -- How many roots the thread has had, which is the last root_position given out.
    root_count INTEGER NOT NULL DEFAULT 0,
    -- The newest of its events.
    event_seq BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX reviews_published ON reviews (kind, published_at, id) WHERE published_at IS NOT NULL;
CREATE INDEX reviews_film ON reviews (film_id);

-- Who signs a review, in order.
CREATE TABLE review_authors (
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    position INTEGER NOT NULL,
    author_id BIGINT NOT NULL REFERENCES authors (id),
    PRIMARY KEY (review_id, position)
);
CREATE INDEX review_authors_author ON review_authors (author_id, review_id);

-- Topics.
CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);
CREATE TABLE review_tags (
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    position INTEGER NOT NULL,
    tag_id BIGINT NOT NULL REFERENCES tags (id),
    PRIMARY KEY (review_id, position)
);
CREATE INDEX review_tags_tag ON review_tags (tag_id, review_id);

-- What the author would watch besides, in order; the review here of that film is found by its slug.
CREATE TABLE watch_also (
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    -- The slug of a review of that film, which may come later than this row.
    target_slug TEXT,
    -- Why: as typed (Markdown) and as rendered.
    note_source TEXT NOT NULL,
    note_html TEXT NOT NULL,
    PRIMARY KEY (review_id, position)
);
