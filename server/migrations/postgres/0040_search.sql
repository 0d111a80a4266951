-- What can be found: published reviews, films, people and comments, nothing else. All of it follows
-- from the tables it is about and can be made again.
CREATE TABLE search_entries (
    -- Its place in the order of results: newer things have higher numbers.
    id BIGINT PRIMARY KEY,
    -- review, film, person or comment, and its number there.
    kind TEXT NOT NULL,
    target_id BIGINT NOT NULL,
    -- The words of its title or name that are in search_vocabulary for it, parted by spaces.
    title_words TEXT NOT NULL,
    UNIQUE (kind, target_id)
);

-- The words of each entry, small and without accents.
CREATE TABLE search_words (
    id BIGINT PRIMARY KEY REFERENCES search_entries (id),
    words TSVECTOR NOT NULL
);
CREATE INDEX search_words_index ON search_words USING GIN (words);

-- The words of titles and names, and how many entries have each, so that a slip can be put right.
CREATE TABLE search_vocabulary (
    word TEXT NOT NULL PRIMARY KEY,
    uses BIGINT NOT NULL
);

-- Every three letters in a row of those words.
CREATE TABLE search_grams (
    gram TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (gram, word)
);

-- By which rules the entries were made, and up to which review they have been made again. One row.
CREATE TABLE search_state (
    version INTEGER NOT NULL,
    last_review BIGINT NOT NULL
);
INSERT INTO search_state (version, last_review)
SELECT CASE WHEN EXISTS (SELECT 1 FROM reviews) THEN 0 ELSE 1 END, 0;
