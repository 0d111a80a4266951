-- The words that tell what a published review is about: of its title and summary, and the most
-- repeated of its text. All of it follows from the reviews and is made again by foyer reindex.
CREATE TABLE telling_words (
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    -- The word, small and without accents.
    word TEXT NOT NULL,
    -- As the review writes it.
    written TEXT NOT NULL,
    PRIMARY KEY (review_id, word)
) WITHOUT ROWID;
CREATE INDEX telling_words_word ON telling_words (word);

-- What was published before has none yet: the index is made again while the site serves.
UPDATE search_state
SET version = 2
WHERE version = 1 AND NOT EXISTS (SELECT 1 FROM reviews);
