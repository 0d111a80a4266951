-- Words of titles and of directors stand once more with a mark, in place of weights: an index knows no weights, so that
-- each entry it named had to be read whole. The kind has a column and an index with the place, because each list of
-- results is of one kind. The index is made again when the server starts.
DROP TABLE search_words;
CREATE TABLE search_words (
    id BIGINT PRIMARY KEY REFERENCES search_entries (id),
    -- review, film, person or comment.
    kind TEXT NOT NULL,
    words TSVECTOR NOT NULL
);
ALTER TABLE search_words ALTER COLUMN words SET STORAGE EXTERNAL;
CREATE INDEX search_words_index ON search_words USING GIN (words);
CREATE INDEX search_words_place ON search_words (kind, id);

UPDATE search_state SET version = 0, last_review = 0
WHERE EXISTS (SELECT 1 FROM reviews);
