-- What readers gave a film: one rating per visitor.
CREATE TABLE film_ratings (
    film_id BIGINT NOT NULL REFERENCES films (id),
    visitor_id BIGINT NOT NULL REFERENCES visitors (id),
    -- The rating in half steps, on a scale of so many whole points.
    halves INTEGER NOT NULL,
    out_of INTEGER NOT NULL,
    -- When it was given or last changed, Unix microseconds.
    rated_at BIGINT NOT NULL,
    PRIMARY KEY (film_id, visitor_id)
);
CREATE INDEX film_ratings_visitor ON film_ratings (visitor_id, film_id);
